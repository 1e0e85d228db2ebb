import { describe, expect, it } from 'vitest';
import { slos } from '../../../../lib/contract/slos.ts';
import { brokenLogic, mutantsOf } from '../../../../tools/slo/prometheus/mutation/mutants.ts';
import { runMutation } from '../../../../tools/slo/prometheus/mutation/mutation-run.ts';
import { objectiveStages, pipelineStages } from '../../../../tools/slo/prometheus/mutation/stages.ts';
import { promtoolAt } from '../../../../tools/slo/prometheus/promtool.ts';
import { pipelineAlerts } from '../../../../tools/slo/prometheus/rules/pipeline-alerts.ts';
import type { Rule } from '../../../../tools/slo/prometheus/rules/rule.ts';
import { promtool } from '../../../harness/prometheus.ts';

// The rules of objectives, which take longer, are broken by `npm run check`.
describe.skipIf(promtool.isMissing)(`tests of the rules${promtool.reason}`, () => {
  const tool = promtoolAt(promtool.path);

  it('notice whatever is broken in the rules of the pipeline', async () => {
    const broken = brokenLogic(pipelineAlerts);
    expect(broken.length).toBeGreaterThan(20);
    expect((await runMutation(pipelineAlerts, broken, pipelineStages, tool, 2)).survivors).toEqual([]);
  });

  it('let a break pass that they cannot see', async () => {
    const rule: Rule = { record: 'unread', expr: 'vector(1)', labels: {} };
    const [stage] = objectiveStages(slos.availability);
    if (!stage) throw new Error('no tests');
    const { survivors } = await runMutation([rule], mutantsOf(rule), [stage], tool, 1);
    expect(survivors).toEqual(['unread is missing', 'unread says more (1)', 'unread has another name']);
  });
});
