import { type Command, type CommandLine, flag, option } from '../../command-line/command.ts';
import { number, wholeNumber } from '../../command-line/values.ts';
import { type Target, targetOf, targetOptions, targetVariables } from '../operator-command/target.ts';

/** A parsed command line of `npm run audit`. */
export interface AuditCommand {
  readonly target: Target;
  readonly unitsPerSecond: number;
  readonly graceMs: number;
  readonly maxDollars: number;
  readonly isStill: boolean;
  readonly estimateOnly: boolean;
  readonly json: boolean;
}

export const auditProgram = {
  name: 'npm run audit',
  description:
    'Checks every promise that stored data can show: orders, their events, stock, payments, refunds, idempotency records' +
    ' and summaries agree, and nothing waits for too long. It only reads. Traffic may go on: a suspected violation is read' +
    ' again until it does not change any more.',
  options: {
    ...targetOptions,
    'units-per-second': option(
      'n',
      'most read units to spend in a second',
      wholeNumber({ least: 1, most: 40_000 }),
      1_000,
    ),
    'overdue-minutes': option(
      'n',
      'how long after its time a payment, a refund, an unpaid order or an event may wait',
      number({ least: 0, most: 10_000 }),
      15,
    ),
    estimate: flag('prints the expected cost and ends'),
    'max-dollars': option(
      'n',
      'expected cost above which nothing is read without --yes',
      number({ least: 0, most: 100_000 }),
      1,
    ),
    yes: flag('reads at any cost'),
    still: flag('the service has no traffic: stock is compared without doubt about changes of the last 30 s'),
    json: flag('prints one JSON document'),
  },
  variables: targetVariables,
  notes:
    'Prints one violation in a line: the order, product or customer, the kind of promise, and the problem. The ids of the orders' +
    ' and the numbers of each customer and product are kept in memory: about 300 bytes each.\n' +
    'Money is compared with the ledger of the payment simulator in a local run, and with payment attempts only in a stage.\n' +
    'Exit code: 0 no violation, 1 violations, or not run, 2 wrong usage.',
} as const satisfies Command;

/**
 * The audit that a command line describes.
 * @throws {CommandError} when its options do not fit together.
 */
export const toAuditCommand = (line: CommandLine<typeof auditProgram>): AuditCommand => {
  const { options } = line;
  return {
    target: targetOf(auditProgram, line),
    unitsPerSecond: options['units-per-second'],
    graceMs: options['overdue-minutes'] * 60_000,
    maxDollars: options.yes ? Number.POSITIVE_INFINITY : options['max-dollars'],
    isStill: options.still,
    estimateOnly: options.estimate,
    json: options.json,
  };
};
