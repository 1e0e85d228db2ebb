import { availableParallelism } from 'node:os';
import { slos } from '../../lib/contract/slos.ts';
import { mutantsOf } from './mutation/mutants.ts';
import { type MutationReport, runMutation } from './mutation/mutation-run.ts';
import { objectiveStages, pipelineStages } from './mutation/stages.ts';
import { promtoolAt } from './promtool.ts';
import { pipelineAlerts } from './rules/pipeline-alerts.ts';
import { objectiveGroups } from './rules/rule-groups.ts';
import { productionTiming } from './rules/timing.ts';

/** Breaks every rule in every way and names what the generated tests do not notice. Needs promtool in the PATH. */
const promtool = promtoolAt('promtool');
const parallel = availableParallelism();

const report = (of: string, { mutants, survivors }: MutationReport): void => {
  console.log(`${of}: ${mutants} mutants, ${survivors.length} survived`);
  for (const survivor of survivors) console.log(`  ${survivor}`);
  if (survivors.length > 0) process.exitCode = 1;
};

for (const objective of Object.values(slos)) {
  const rules = objectiveGroups(objective, productionTiming).flatMap((group) => group.rules);
  report(
    objective.id,
    await runMutation(rules, rules.flatMap(mutantsOf), objectiveStages(objective), promtool, parallel),
  );
}
report(
  'pipeline',
  await runMutation(pipelineAlerts, pipelineAlerts.flatMap(mutantsOf), pipelineStages, promtool, parallel),
);
