import { slos } from '../../lib/contract/slos.ts';
import { alertmanagerFile } from './alertmanager.ts';
import { grafanaDashboard } from './grafana/dashboard.ts';
import { minute, minuteTests } from './rule-tests/minute-tests.ts';
import { pipelineTests } from './rule-tests/pipeline-tests.ts';
import { scenarioEvaluationSeconds, scenarioTests } from './rule-tests/scenario-tests.ts';
import { testFile } from './rule-tests/test-file.ts';
import { judgementSeconds } from './rule-tests/threshold-incidents.ts';
import { thresholdTests } from './rule-tests/threshold-tests.ts';
import { budgetTests, valueTests } from './rule-tests/value-tests.ts';
import { pipelineGroup, sloGroups } from './rules/rule-groups.ts';
import { rulesFile } from './rules/rules-file.ts';
import { durationText, productionTiming } from './rules/timing.ts';

const objectives = Object.values(slos);

/** What monitors the service with Prometheus, by path from the project's root. */
export const prometheusFiles: Readonly<Record<string, () => string>> = {
  'monitoring/prometheus/slo-rules.yml': () => rulesFile(sloGroups(objectives, productionTiming)),
  'monitoring/prometheus/pipeline-rules.yml': () => rulesFile([pipelineGroup(productionTiming)]),
  'monitoring/prometheus/pipeline-rules.test.yml': () =>
    testFile('pipeline-rules.yml', durationText(minute), pipelineTests()),
  'monitoring/prometheus/slo-rules.test.yml': () =>
    testFile('slo-rules.yml', durationText(scenarioEvaluationSeconds), scenarioTests(objectives)),
  'monitoring/prometheus/slo-rules-edges.test.yml': () =>
    testFile('slo-rules.yml', durationText(judgementSeconds), [
      ...valueTests(objectives),
      ...budgetTests(objectives),
      ...thresholdTests(objectives),
    ]),
  'monitoring/prometheus/slo-rules-minutes.test.yml': () =>
    testFile('slo-rules.yml', durationText(minute), minuteTests(objectives)),
  'monitoring/alertmanager/alertmanager.yml': alertmanagerFile,
  'monitoring/grafana/order-service.json': () => `${JSON.stringify(grafanaDashboard(objectives), null, 2)}\n`,
};
