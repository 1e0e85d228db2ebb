import { describe, expect, it } from 'vitest';
import { slos } from '../../../lib/contract/slos.ts';
import { type Mutant, mutantsOf, nameOf } from '../../../scripts/prometheus/mutation/mutants.ts';
import { runMutation } from '../../../scripts/prometheus/mutation/mutation-run.ts';
import { objectiveStages, pipelineStages } from '../../../scripts/prometheus/mutation/stages.ts';
import { promtoolAt } from '../../../scripts/prometheus/promtool.ts';
import { pipelineAlerts } from '../../../scripts/prometheus/rules/pipeline-alerts.ts';
import type { Rule } from '../../../scripts/prometheus/rules/rule.ts';
import { objectiveGroups } from '../../../scripts/prometheus/rules/rule-groups.ts';
import { productionTiming } from '../../../scripts/prometheus/rules/timing.ts';
import { promtool } from '../../tools/prometheus.ts';

/** One rule for each window would be broken in the same ways, and noticed by the same tests. */
const oneOfEachShape = (rules: readonly Rule[]): readonly Rule[] => {
  const shapeOf = (rule: Rule) => nameOf(rule).replace(/(?:-page-|-ticket-|rate|increase)\d+[mhd]$/, '');
  return [...new Map(rules.toReversed().map((rule) => [shapeOf(rule), rule])).values()];
};

/**
 * Broken expressions, waits and missing rules. `node scripts/prometheus/mutate.ts` also breaks each name, label and word
 * of each rule of each objective, which takes minutes.
 */
const brokenLogic = (rules: readonly Rule[]): readonly Mutant[] =>
  rules.flatMap(mutantsOf).filter(({ name }) => !/ has (?:no label|another) /.test(name));

const rules = objectiveGroups(slos.availability, productionTiming).flatMap((group) => group.rules);

describe.skipIf(promtool.isMissing)(`tests of the rules${promtool.reason}`, () => {
  const tool = promtoolAt(promtool.path);

  it('notice whatever is broken in the rules of an objective', async () => {
    const broken = brokenLogic(oneOfEachShape(rules));
    expect(broken.length).toBeGreaterThan(100);
    expect((await runMutation(rules, broken, objectiveStages(slos.availability), tool, 2)).survivors).toEqual(
      [],
    );
  });

  it('notice whatever is broken in the rules of the pipeline', async () => {
    const broken = brokenLogic(pipelineAlerts);
    expect(broken.length).toBeGreaterThan(20);
    expect((await runMutation(pipelineAlerts, broken, pipelineStages, tool, 2)).survivors).toEqual([]);
  });

  it('let a break pass that they cannot see', async () => {
    const rule: Rule = { record: 'unread', expr: 'vector(1)', labels: {} };
    const { survivors } = await runMutation(
      [rule],
      mutantsOf(rule),
      objectiveStages(slos.availability),
      tool,
      1,
    );
    expect(survivors).toEqual(['unread is missing', 'unread says more (1)', 'unread has another name']);
  });
});
