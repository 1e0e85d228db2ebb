import { type Command, type CommandLine, flag } from '../../command-line/command.ts';
import { type Target, targetOf, targetOptions, targetVariables } from '../operator-command/target.ts';

/** A parsed command of `npm run orders`. */
export interface OrdersCommand {
  readonly kind: 'reindex' | 'recount-pending' | 'mend';
  readonly target: Target;
  readonly dryRun: boolean;
}

export const ordersProgram = {
  name: 'npm run orders',
  description: 'Corrects data that are derived from orders, after an upgrade or after a table was restored.',
  commands: {
    reindex: {
      help: 'adds orders of earlier versions to the indexes of orders by status; reads the whole orders table',
      options: { 'dry-run': flag('counts these orders without changing them') },
    },
    'recount-pending': {
      help:
        'compares orders_pending with the orders in the index and adds the difference; refuses while events are' +
        ' undelivered or orders change',
      options: { 'dry-run': flag('prints both numbers without changing one') },
    },
    mend: {
      help:
        'compares orders with their events, after the tables were restored; adds the event of the last change of an order, and' +
        ' removes events of changes that the order does not have; reads both tables',
      options: { apply: flag('makes the changes; without it, they are only printed') },
    },
  },
  options: targetOptions,
  variables: targetVariables,
  notes: 'Exit code: 0 success, 1 refused, or some orders unreadable or torn, 2 wrong usage.',
} as const satisfies Command;

/**
 * The command that a command line describes.
 * @throws {CommandError} when its options do not fit together.
 */
export const toOrdersCommand = (line: CommandLine<typeof ordersProgram>): OrdersCommand => ({
  kind: line.command,
  target: targetOf(ordersProgram, line),
  dryRun: line.command === 'mend' ? !line.options.apply : line.options['dry-run'],
});
