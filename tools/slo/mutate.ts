import { availableParallelism } from 'node:os';
import type { Objective } from '../../lib/slo/objective.ts';
import { findProgram } from './find-program.ts';
import { orderService } from './order-service-declaration.ts';
import { brokenLogic, everyMutant } from './prometheus/mutation/broken-logic.ts';
import { runMutation } from './prometheus/mutation/mutation-run.ts';
import { objectiveStages, pipelineStages } from './prometheus/mutation/stages.ts';
import { promtoolAt } from './prometheus/promtool.ts';
import { pipelineAlerts } from './prometheus/rules/pipeline-alerts.ts';
import { objectiveGroups } from './prometheus/rules/rule-groups.ts';
import { productionTiming } from './prometheus/rules/timing.ts';

const usage = `Usage: npx node tools/slo/mutate.ts [--all]

Breaks the generated Prometheus rules and names what their generated tests do not notice. Breaks the logic of one
objective's rules and of the pipeline's; with --all every name, label and word of every rule, which takes minutes.`;

const run = async (promtool: string, all: boolean): Promise<boolean> => {
  const mutants = all ? everyMutant : brokenLogic;
  const objectives: readonly Objective[] = all
    ? Object.values(orderService.objectives)
    : [orderService.objectives.availability];
  const suites = [
    ...objectives.map((objective) => ({
      of: objective.id,
      rules: objectiveGroups(objective, productionTiming).flatMap((group) => group.rules),
      stages: objectiveStages(objective),
    })),
    { of: 'pipeline', rules: pipelineAlerts, stages: pipelineStages },
  ];
  let survived = 0;
  for (const { of, rules, stages } of suites) {
    const report = await runMutation(
      rules,
      mutants(rules),
      stages,
      promtoolAt(promtool),
      availableParallelism(),
    );
    console.log(`${of}: ${report.mutants} mutants, ${report.survivors.length} survived`);
    for (const survivor of report.survivors) console.log(`  ${survivor}`);
    survived += report.survivors.length;
  }
  return survived === 0;
};

const [argument, ...more] = process.argv.slice(2);
const promtool = findProgram('promtool', process.env['PATH']);
if (argument === '--help') console.log(usage);
else if (more.length > 0 || (argument !== undefined && argument !== '--all')) {
  console.error(usage);
  process.exitCode = 2;
} else if (promtool !== undefined) {
  if (!(await run(promtool, argument === '--all'))) process.exitCode = 1;
} else {
  console.error('skipped: promtool is not installed (Debian: apt-get install prometheus)');
  if (process.env['CI'] === 'true') process.exitCode = 1;
}
