import type { Objective } from '../../../lib/slo/objective.ts';
import { orderService } from '../order-service-declaration.ts';
import { objectiveFiles, outOfDate, readText } from './check-command.ts';
import { type SloCommand, sloHelp } from './command-line.ts';
import { objectiveList } from './objective-list.ts';
import { objectiveSheet } from './objective-sheet.ts';
import { SloCommandError } from './slo-command-error.ts';
import { type StatusSurroundings, statusCommand } from './status/status-command.ts';
import { workbookTable } from './workbook-table.ts';

const objectives: readonly Objective[] = Object.values(orderService.objectives);

const objectiveOf = (id: string): Objective => {
  const found = objectives.find((objective) => objective.id === id);
  if (found) return found;
  const known = objectives.map((objective) => objective.id).join(', ');
  throw new SloCommandError(`There is no objective "${id}"; there are ${known}.`);
};

const check = (print: (text: string) => void): number => {
  const stale = outOfDate(objectiveFiles, readText);
  for (const path of stale) print(`${path} is out of date: npm run generate`);
  if (stale.length > 0) return 1;
  const paths = Object.keys(objectiveFiles);
  print([`Made from ${objectives.length} objectives and up to date:`, ...paths].join('\n  '));
  return 0;
};

/**
 * Does what a command says.
 * @returns the exit code.
 * @throws {SloCommandError}
 */
export const runSloCommand = async (
  command: SloCommand,
  surroundings: StatusSurroundings,
): Promise<number> => {
  const { print } = surroundings;
  switch (command.name) {
    case 'help':
      print(sloHelp);
      return 0;
    case 'list':
      print(objectiveList(objectives));
      return 0;
    case 'show':
      print(objectiveSheet(objectiveOf(command.id)));
      return 0;
    case 'table':
      print(workbookTable());
      return 0;
    case 'check':
      return check(print);
    case 'status':
      return (await statusCommand(objectives, command.request, surroundings)) ? 1 : 0;
  }
};
