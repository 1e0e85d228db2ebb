import type { Objective } from '../../../lib/slo/objective.ts';
import { minuteTests } from './rule-tests/minute-tests.ts';
import { scenarioEvaluationSeconds, scenarioTests } from './rule-tests/scenario-tests.ts';
import { testFile } from './rule-tests/test-file.ts';
import { judgementSeconds } from './rule-tests/threshold-incidents.ts';
import { thresholdTests } from './rule-tests/threshold-tests.ts';
import { budgetTests, daySeconds, valueTests } from './rule-tests/value-tests.ts';
import { sloGroups } from './rules/rule-groups.ts';
import { rulesFile } from './rules/rules-file.ts';
import { durationText, productionTiming } from './rules/timing.ts';

const rules = 'slo-rules.yml';

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
  'slo-rules-minutes.test.yml': () =>
    testFile(rules, durationText(productionTiming.evaluationSeconds), minuteTests(objectives)),
});
