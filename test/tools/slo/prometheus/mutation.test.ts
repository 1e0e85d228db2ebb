import { describe, expect, it } from 'vitest';
import { slos } from '../../../../lib/contract/slos.ts';
import { mutantsOf } from '../../../../tools/slo/prometheus/mutation/mutants.ts';
import { runMutation } from '../../../../tools/slo/prometheus/mutation/mutation-run.ts';
import { objectiveStages } from '../../../../tools/slo/prometheus/mutation/stages.ts';
import { promtoolAt } from '../../../../tools/slo/prometheus/promtool.ts';
import type { Rule } from '../../../../tools/slo/prometheus/rules/rule.ts';
import { promtool } from '../../../harness/prometheus.ts';

// `npm run check` breaks the rules and runs their tests; here is shown that it would notice a test that cannot fail.
describe.skipIf(promtool.isMissing)(`tests of the rules${promtool.reason}`, () => {
  const tool = promtoolAt(promtool.path);

  it('pass with a mutant outside the rules that they test', async () => {
    const rule: Rule = { record: 'unread', expr: 'vector(1)', labels: {} };
    const [stage] = objectiveStages(slos.availability);
    if (!stage) throw new Error('no tests');
    const { survivors } = await runMutation([rule], mutantsOf(rule), [stage], tool, 1);
    expect(survivors).toEqual(['unread is missing', 'unread says more (1)', 'unread has another name']);
  });
});
