import type { Objective } from '../../../lib/slo/objective.ts';
import { orderService } from '../order-service-declaration.ts';
import { alertmanagerFile } from './alertmanager.ts';
import { grafanaDashboard } from './grafana/dashboard.ts';
import { freshStartTest } from './rule-tests/fresh-start-test.ts';
import { gapSeconds, gapTests, hourSeconds, hourTests } from './rule-tests/low-traffic-tests.ts';
import { minuteTests } from './rule-tests/minute-tests.ts';
import { pipelineTests, trafficSeconds, trafficTests } from './rule-tests/pipeline-tests.ts';
import { testFile } from './rule-tests/promtool-test.ts';
import { scenarioEvaluationSeconds, scenarioTests } from './rule-tests/scenario-tests.ts';
import { judgementSeconds, thresholdTests } from './rule-tests/threshold-tests.ts';
import { budgetTests, daySeconds, valueTests } from './rule-tests/value-tests.ts';
import { pipelineGroup, rulesFile, sloGroups } from './rules/rule-groups.ts';
import { durationText, productionTiming } from './rules/timing.ts';

const rules = 'slo-rules.yml';
const pipelineRules = 'pipeline-rules.yml';

/** The rules of objectives and their tests, by name in one folder. */
export const objectiveRuleFiles = (
  objectives: readonly Objective[],
): Readonly<Record<string, () => string>> => ({
  [rules]: () => rulesFile(sloGroups(objectives, productionTiming)),
  'slo-rules.test.yml': () =>
    testFile(rules, durationText(scenarioEvaluationSeconds), scenarioTests(objectives)),
  'slo-rules-values.test.yml': () =>
    testFile(rules, durationText(daySeconds), [...valueTests(objectives), ...budgetTests(objectives)]),
  'slo-rules-edges.test.yml': () =>
    testFile(rules, durationText(judgementSeconds), thresholdTests(objectives)),
  'slo-rules-gaps.test.yml': () =>
    testFile(rules, durationText(gapSeconds), [...gapTests(objectives), freshStartTest(objectives)]),
  'slo-rules-hours.test.yml': () => testFile(rules, durationText(hourSeconds), hourTests(objectives)),
  'slo-rules-minutes.test.yml': () =>
    testFile(rules, durationText(productionTiming.evaluationSeconds), minuteTests(objectives)),
});

const objectives = Object.values(orderService.objectives);

/** The rule files of production, by name. */
export const productionRules: Readonly<Record<string, () => string>> = {
  [rules]: () => rulesFile(sloGroups(objectives, productionTiming)),
  [pipelineRules]: () => rulesFile([pipelineGroup(productionTiming)]),
};

const ruleFiles: Readonly<Record<string, () => string>> = {
  ...objectiveRuleFiles(objectives),
  ...productionRules,
  'pipeline-rules.test.yml': () =>
    testFile(pipelineRules, durationText(productionTiming.evaluationSeconds), pipelineTests()),
  'pipeline-rules-traffic.test.yml': () =>
    testFile(pipelineRules, durationText(trafficSeconds), trafficTests()),
};

/** Generators of the Prometheus, Alertmanager and Grafana files, by path from the project's root. */
export const prometheusFiles: Readonly<Record<string, () => string>> = {
  ...Object.fromEntries(
    Object.entries(ruleFiles).map(([name, file]) => [`monitoring/prometheus/${name}`, file]),
  ),
  'monitoring/alertmanager/alertmanager.yml': alertmanagerFile,
  [`monitoring/grafana/${orderService.name}.json`]: () =>
    `${JSON.stringify(grafanaDashboard(objectives), null, 2)}\n`,
};
