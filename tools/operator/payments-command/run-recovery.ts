import { randomUUID } from 'node:crypto';
import { GatewayError } from '../../../lib/adapters/stripe/gateway-error.ts';
import { StripeKeyError } from '../../../lib/adapters/stripe/stripe-key.ts';
import {
  describeMoney,
  type RecoverMoneyCommand,
  type RecoverMoneyDependencies,
  type RecoveryOutcome,
  recoverMoney,
} from '../../../lib/app/payment/recover-money.ts';
import { formatMoney } from '../../../lib/domain/money.ts';
import type { CallOptions } from '../../../lib/platform/call-options.ts';
import { CommandError } from '../../command-line/command-error.ts';
import type { Operator } from '../operator-command/operator.ts';

const outcomeTexts: Readonly<Record<RecoveryOutcome, string>> = {
  stored: 'is stored',
  recovered: 'is stored now; reconcile-payments finds out how it ended',
  waits: 'waits for an earlier payment of the order: repeat the command after reconcile-payments has run',
  'unknown-order': 'its order is not stored: give the money back with --give-back',
  'given-back': 'its order is not stored: the money goes back',
  odd: 'does not fit the order: look at it with `npm run payments -- show`',
};

const plannedTexts: Readonly<Partial<Record<RecoveryOutcome, string>>> = {
  recovered: 'would be stored',
  'given-back': 'its order is not stored: the money would go back',
};

const isDone: Readonly<Record<RecoveryOutcome, boolean>> = {
  stored: true,
  recovered: true,
  waits: false,
  'unknown-order': false,
  'given-back': true,
  odd: false,
};

/**
 * Recovers the payments and refunds that a restore has lost.
 * @returns the exit code: 1 while something is left to do.
 */
export const runRecovery = async (
  command: RecoverMoneyCommand,
  ports: Pick<RecoverMoneyDependencies, 'store' | 'gateway' | 'history'>,
  { now, print }: Operator,
  options: CallOptions,
): Promise<number> => {
  const counts = new Map<RecoveryOutcome, number>();
  const recover = recoverMoney({ ...ports, clock: now, newOwner: () => `recovery-${randomUUID()}` });
  try {
    for await (const recovered of recover(command, options)) {
      const { outcome, orderId, order } = recovered;
      counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
      if (outcome === 'stored') continue;
      const { kind, id, status, amount } = describeMoney(recovered);
      const text = (command.dryRun && plannedTexts[outcome]) || outcomeTexts[outcome];
      const orderText = order ? `${orderId}, ${order.status}` : orderId;
      print(`${orderText}: ${kind} ${id}, ${formatMoney(amount)}, ${status}, ${text}`);
    }
  } catch (error) {
    if (error instanceof GatewayError || error instanceof StripeKeyError)
      throw new CommandError(error.message);
    throw error;
  }
  const count = (...outcomes: readonly RecoveryOutcome[]) =>
    outcomes.reduce((sum, outcome) => sum + (counts.get(outcome) ?? 0), 0);
  const left = [...counts].filter(([outcome]) => !isDone[outcome]).reduce((sum, [, n]) => sum + n, 0);
  const all = [...counts.values()].reduce((sum, n) => sum + n, 0);
  print(
    `${all} payments and refunds since ${command.since}: ${count('stored')} stored before, ` +
      `${count('recovered')} recovered, ${count('given-back')} given back, ${left} left`,
  );
  return left === 0 ? 0 : 1;
};
