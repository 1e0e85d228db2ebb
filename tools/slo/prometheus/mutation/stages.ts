import { burnAlertName } from '../../../../lib/slo/burn-alerts.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import { freshStartTest } from '../rule-tests/fresh-start-test.ts';
import { gapSeconds, gapTests, goneTest, hourSeconds, onlyBadTest } from '../rule-tests/low-traffic-tests.ts';
import { minuteTests } from '../rule-tests/minute-tests.ts';
import { pipelineTestsOf } from '../rule-tests/pipeline-tests.ts';
import { testFile } from '../rule-tests/promtool-test.ts';
import { outageTest, scenarioEvaluationSeconds } from '../rule-tests/scenario-tests.ts';
import { judgementSeconds, thresholdTests } from '../rule-tests/threshold-tests.ts';
import { budgetTests, daySeconds, valueTests } from '../rule-tests/value-tests.ts';
import { durationText, productionTiming } from '../rules/timing.ts';
import type { YamlValue } from '../yaml.ts';
import type { Stage } from './mutation-run.ts';

const stage =
  (evaluationSeconds: number, tests: readonly YamlValue[]): Stage =>
  (ruleFile) =>
    testFile(ruleFile, durationText(evaluationSeconds), tests);

const edgesOfPair =
  (objective: Objective): Stage =>
  (ruleFile, rule) => {
    const { pair } = rule.labels;
    if (pair === undefined) return undefined;
    const tests = thresholdTests([objective], (_, alert) => burnAlertName(objective, alert) === pair);
    return tests.length === 0 ? undefined : testFile(ruleFile, durationText(judgementSeconds), tests);
  };

/** The generated tests of an objective's rules, those first that notice most for their time. */
export const objectiveStages = (objective: Objective): readonly Stage[] => [
  ...valueTests([objective]).map((test) => stage(daySeconds, [test])),
  stage(gapSeconds, [freshStartTest([objective])]),
  edgesOfPair(objective),
  stage(productionTiming.evaluationSeconds, minuteTests([objective])),
  stage(scenarioEvaluationSeconds, [outageTest([objective])]),
  stage(hourSeconds, [onlyBadTest([objective]), goneTest([objective])]),
  stage(gapSeconds, gapTests([objective])),
  stage(daySeconds, budgetTests([objective])),
  stage(judgementSeconds, thresholdTests([objective])),
];

/** The tests of the rules on the pipeline. */
export const pipelineStages: readonly Stage[] = [
  (ruleFile, { expr }) =>
    testFile(
      ruleFile,
      durationText(productionTiming.evaluationSeconds),
      pipelineTestsOf((metric) => expr.includes(metric)),
    ),
];
