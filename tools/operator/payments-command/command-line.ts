import { type Decision, handOutcomes } from '../../../lib/app/payment/decide-by-hand.ts';
import type { RecoverMoneyCommand } from '../../../lib/app/payment/recover-money.ts';
import { isOrderId } from '../../../lib/domain/identifiers.ts';
import { type Command, type CommandLine, flag, option } from '../../command-line/command.ts';
import { usageError } from '../../command-line/parse-command-line.ts';
import { oneOf, time, wholeNumber } from '../../command-line/values.ts';
import { type Target, targetOf, targetOptions, targetVariables } from '../operator-command/target.ts';

/** Which attempt or refund of an order a command is about; neither: the only one that it can be about. */
export interface Selection {
  readonly attempt?: number;
  readonly refund?: number;
}

/** A parsed command of `npm run payments`. */
export type PaymentsCommand = { readonly target: Target } & (
  | { readonly kind: 'list-stuck'; readonly limit: number }
  | { readonly kind: 'show'; readonly orderId: string }
  | {
      readonly kind: 'decide';
      readonly orderId: string;
      readonly selection: Selection;
      readonly decision: Decision;
      readonly dryRun: boolean;
    }
  | ({ readonly kind: 'recover' } & RecoverMoneyCommand)
);

const order = { label: 'orderId', least: 1, most: 1 } as const;
const anyNumber = wholeNumber({ least: 1, most: 999_999 });

const selecting = {
  attempt: option('n', 'the payment attempt with this number', anyNumber),
  refund: option('n', 'the refund with this number', anyNumber),
  'dry-run': flag('prints the plan, and changes nothing'),
};

export const paymentsProgram = {
  name: 'npm run payments',
  description:
    'Shows and settles payments and refunds that wait for an operator, and recovers those that a restore of the tables has lost.',
  commands: {
    'list-stuck': {
      help: 'lists payment attempts and refunds that wait for an operator, the oldest first',
      options: {
        limit: option('n', 'most to list', wholeNumber({ least: 1, most: 1_000_000 }), 100),
      },
    },
    show: { help: 'shows the payment attempts and refunds of an order', operands: order },
    retry: {
      help: 'has one tried again by reconcile-payments, as if it were new; a failed refund is requested again',
      operands: order,
      options: selecting,
    },
    settle: {
      help: 'stores an outcome that is known otherwise, with its effects on the order',
      operands: order,
      options: {
        ...selecting,
        as: option(
          'outcome',
          'refunded: the customer has got the money of a refund; paid, not-charged: the outcome of a payment;' +
            ' dispute-handled: the dispute of a payment is answered or accepted',
          oneOf(handOutcomes),
        ),
      },
    },
    recover: {
      help: 'stores payments and refunds of the gateway that the restored tables do not have',
      options: {
        since: option('time', 'time to which the tables were restored, or earlier; required', time),
        'give-back': flag(
          'gives the money of orders that are not stored back to the customers; not where stages share an account of the gateway',
        ),
        'dry-run': flag('prints the plan, and changes nothing'),
      },
    },
  },
  options: targetOptions,
  variables: targetVariables,
  notes:
    'Without --attempt and --refund, a command is about the only one of the order that is stuck or, if none is stuck,' +
    ' the only one without an outcome.\n' +
    'recover needs permission to read the secret of the payment gateway. It ends with 1 until everything is stored.\n' +
    'Exit code: 0 success, 1 failure, 2 wrong usage.',
} as const satisfies Command;

/**
 * The command that a command line describes.
 * @throws {CommandError} when its options do not fit together.
 */
export const toPaymentsCommand = (line: CommandLine<typeof paymentsProgram>): PaymentsCommand => {
  const wrong = (problem: string) => usageError(paymentsProgram, problem);
  const target = targetOf(paymentsProgram, line);
  if (line.command === 'list-stuck') return { kind: line.command, target, limit: line.options.limit };
  if (line.command === 'recover') {
    const { since, 'give-back': giveBackUnknown, 'dry-run': dryRun } = line.options;
    if (since === undefined) throw wrong('recover needs --since.');
    return { kind: line.command, target, since, giveBackUnknown, dryRun };
  }
  const [orderId = ''] = line.operands;
  if (!isOrderId(orderId)) throw wrong(`${JSON.stringify(orderId)} is not an order id.`);
  if (line.command === 'show') return { kind: line.command, target, orderId };
  const { attempt, refund, 'dry-run': dryRun } = line.options;
  if (attempt !== undefined && refund !== undefined)
    throw wrong('--attempt and --refund exclude each other.');
  const selection = { ...(attempt !== undefined && { attempt }), ...(refund !== undefined && { refund }) };
  const common = { kind: 'decide', target, orderId, selection, dryRun } as const;
  if (line.command === 'retry') return { ...common, decision: { does: 'retry' } };
  const { as } = line.options;
  if (as === undefined) throw wrong(`settle needs --as: ${handOutcomes.join(', ')}.`);
  return { ...common, decision: { does: 'settle', as } };
};
