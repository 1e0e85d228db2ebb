import { checkObjectives } from '../../../lib/slo/check-objectives.ts';
import type { Objective } from '../../../lib/slo/objective.ts';
import { CommandError } from '../../command-line/command-error.ts';
import { monitoringFiles } from '../generated-files.ts';
import { orderService } from '../order-service-declaration.ts';
import { fileProblems, readText } from './check-command.ts';
import { type SloCommandLine, statusRequest } from './command-line.ts';
import { objectiveList, objectiveSheet } from './objective-sheet.ts';
import { type StatusSurroundings, statusCommand } from './status/status-command.ts';
import { workbookTable } from './workbook-table.ts';

const objectives: readonly Objective[] = Object.values(orderService.objectives);

const objectiveOf = (id: string): Objective => {
  const found = objectives.find((objective) => objective.id === id);
  if (found) return found;
  const known = objectives.map((objective) => objective.id).join(', ');
  throw new CommandError(`Unknown objective "${id}": use one of ${known}.`, 2);
};

const check = (print: (text: string) => void): number => {
  const problems = fileProblems(monitoringFiles, readText);
  for (const problem of problems) print(problem);
  if (problems.length > 0) return 1;
  const paths = Object.keys(monitoringFiles);
  print([`Generated from ${objectives.length} objectives and up to date:`, ...paths].join('\n  '));
  return 0;
};

/**
 * Carries out a command of `npm run slo`.
 * @returns the exit code.
 * @throws {SloDefinitionError} when an objective is wrong.
 * @throws {CommandError} when an objective is unknown or a source of figures does not answer.
 */
export const runSloCommand = async (
  line: SloCommandLine,
  surroundings: StatusSurroundings,
): Promise<number> => {
  const { print } = surroundings;
  checkObjectives(orderService.objectives);
  switch (line.command) {
    case 'list':
      print(objectiveList(objectives));
      return 0;
    case 'show':
      print(objectiveSheet(objectiveOf(line.operands[0] ?? '')));
      return 0;
    case 'table':
      print(workbookTable());
      return 0;
    case 'check':
      return check(print);
    case 'status':
      return (await statusCommand(objectives, statusRequest(line), surroundings)) ? 1 : 0;
  }
};
