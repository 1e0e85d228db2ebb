import { isOrderId } from '../../../lib/domain/identifiers.ts';
import { type Command, type CommandLine, flag, option } from '../../command-line/command.ts';
import { usageError } from '../../command-line/parse-command-line.ts';
import { time, wholeNumber } from '../../command-line/values.ts';
import { type Target, targetOf, targetOptions, targetVariables } from '../operator-command/target.ts';

/** A parsed command of `npm run events`. */
export type EventsCommand =
  | { readonly kind: 'list-stuck'; readonly target: Target; readonly limit: number }
  | {
      readonly kind: 'replay-order';
      readonly target: Target;
      readonly orderId: string;
      readonly dryRun: boolean;
    }
  | {
      readonly kind: 'replay-since';
      readonly target: Target;
      readonly since: string;
      readonly dryRun: boolean;
    };

export const eventsProgram = {
  name: 'npm run events',
  description: 'Lists and publishes undelivered events.',
  commands: {
    'list-stuck': {
      help: 'lists orders with events that are not published, not delivered or quarantined',
      options: {
        limit: option('n', 'most orders to list', wholeNumber({ least: 1, most: 1_000_000 }), 100),
      },
    },
    replay: {
      help:
        'ends the quarantine of an order and publishes its undelivered events in order; all of its events when none' +
        ' is missing. With --since: the same for every order with events since that time',
      operands: { label: 'orderId', least: 0, most: 1 },
      options: {
        since: option('time', 'all orders with events since this time, such as 2026-07-01T12:00:00Z', time),
        'dry-run': flag('lists the events without publishing them'),
      },
    },
  },
  options: targetOptions,
  variables: targetVariables,
  notes:
    'Consumers recognize a repeated event by its eventId.\n' +
    'Exit code: 0 success, 1 some or all events not published, 2 wrong usage.',
} as const satisfies Command;

/**
 * The command that a command line describes.
 * @throws {CommandError} when its options do not fit together.
 */
export const toEventsCommand = (line: CommandLine<typeof eventsProgram>): EventsCommand => {
  const wrong = (problem: string) => usageError(eventsProgram, problem);
  const target = targetOf(eventsProgram, line);
  if (line.command === 'list-stuck') return { kind: line.command, target, limit: line.options.limit };
  const { since, 'dry-run': dryRun } = line.options;
  const [orderId] = line.operands;
  if (orderId !== undefined && since !== undefined)
    throw wrong('replay takes either an order or --since, not both.');
  if (since !== undefined) return { kind: 'replay-since', target, since, dryRun };
  if (orderId === undefined) throw wrong('replay needs an order or --since.');
  if (!isOrderId(orderId)) throw wrong(`${JSON.stringify(orderId)} is not an order id.`);
  return { kind: 'replay-order', target, orderId, dryRun };
};
