import { orderService } from '../order-service-declaration.ts';
import { alertmanagerFile } from './alertmanager.ts';
import { grafanaDashboard } from './grafana/dashboard.ts';
import { objectiveRuleFiles } from './rule-files.ts';
import { pipelineTests } from './rule-tests/pipeline-tests.ts';
import { testFile } from './rule-tests/test-file.ts';
import { pipelineGroup } from './rules/rule-groups.ts';
import { rulesFile } from './rules/rules-file.ts';
import { durationText, productionTiming } from './rules/timing.ts';

const objectives = Object.values(orderService.objectives);

const ruleFiles: Readonly<Record<string, () => string>> = {
  ...objectiveRuleFiles(objectives),
  'pipeline-rules.yml': () => rulesFile([pipelineGroup(productionTiming)]),
  'pipeline-rules.test.yml': () =>
    testFile('pipeline-rules.yml', durationText(productionTiming.evaluationSeconds), pipelineTests()),
};

/** What monitors the service with Prometheus, by path from the project's root. */
export const prometheusFiles: Readonly<Record<string, () => string>> = {
  ...Object.fromEntries(
    Object.entries(ruleFiles).map(([name, file]) => [`monitoring/prometheus/${name}`, file]),
  ),
  'monitoring/alertmanager/alertmanager.yml': alertmanagerFile,
  [`monitoring/grafana/${orderService.name}.json`]: () =>
    `${JSON.stringify(grafanaDashboard(objectives), null, 2)}\n`,
};
