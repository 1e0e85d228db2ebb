import { availableParallelism } from 'node:os';
import { checkObjectives, SloDefinitionError } from '../../lib/slo/check-objectives.ts';
import type { Objective } from '../../lib/slo/objective.ts';
import { flag } from '../command-line/command.ts';
import { runCommand } from '../command-line/run-command.ts';
import { findProgram } from './find-program.ts';
import { orderService } from './order-service-declaration.ts';
import { brokenLogic, everyMutant } from './prometheus/mutation/mutants.ts';
import { runMutation } from './prometheus/mutation/mutation-run.ts';
import { objectiveStages, pipelineStages } from './prometheus/mutation/stages.ts';
import { promtoolAt } from './prometheus/promtool.ts';
import { pipelineAlerts } from './prometheus/rules/pipeline-alerts.ts';
import { objectiveGroups } from './prometheus/rules/rule-groups.ts';
import { productionTiming } from './prometheus/rules/timing.ts';

const mutateCommand = {
  name: 'npm run mutate',
  description:
    'Breaks the generated Prometheus rules and lists the changes that their generated tests do not notice: by default in the ' +
    'logic of the rules of one objective and of the pipeline.',
  options: {
    all: flag('break every name, label and word of every rule, which takes minutes'),
  },
  notes:
    'Needs promtool. Exit code: 0, 1 when a test does not notice a change, 2 when the command line is wrong.',
} as const;

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
    { of: 'pipeline', rules: pipelineAlerts(), stages: pipelineStages },
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

await runCommand(
  mutateCommand,
  async ({ options }) => {
    checkObjectives(orderService.objectives);
    const promtool = findProgram('promtool', process.env['PATH']);
    if (promtool !== undefined) return (await run(promtool, options.all)) ? 0 : 1;
    console.error('skipped: promtool is not installed (Debian: apt-get install prometheus)');
    return process.env['CI'] === 'true' ? 1 : 0;
  },
  { expected: [SloDefinitionError] },
);
