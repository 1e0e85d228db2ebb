import { randomUUID } from 'node:crypto';
import { GatewayError } from '../../../lib/adapters/stripe/gateway-error.ts';
import { StripeKeyError } from '../../../lib/adapters/stripe/stripe-key.ts';
import { createParkDisputed } from '../../../lib/app/payment/park-disputed.ts';
import {
  describeMoney,
  type RecoveredMoney,
  type RecoverMoneyCommand,
  type RecoveryOutcome,
  recoverMoney,
} from '../../../lib/app/payment/recover-money.ts';
import { recoverReversals } from '../../../lib/app/payment/recover-reversals.ts';
import { createSettleRefund } from '../../../lib/app/payment/settle-refund.ts';
import type { OrderStore } from '../../../lib/app/ports/order-store.ts';
import type { PaymentGateway } from '../../../lib/app/ports/payment-gateway.ts';
import type { PaymentHistory } from '../../../lib/app/ports/payment-history.ts';
import { formatMoney } from '../../../lib/domain/money.ts';
import type { CallOptions } from '../../../lib/platform/call-options.ts';
import { MalformedItemError } from '../../../lib/platform/dynamodb/parse-item.ts';
import { createRetryOnConflict } from '../../../lib/platform/resilience/retry-on-conflict.ts';
import { systemScheduler } from '../../../lib/platform/resilience/scheduler.ts';
import { CommandError } from '../../command-line/command-error.ts';
import type { Operator } from '../operator-command/operator.ts';

const outcomeTexts: Readonly<Record<RecoveryOutcome, string>> = {
  stored: 'is stored',
  recovered: 'is stored now; reconcile-payments finds out how it ended',
  waits: 'waits for an earlier payment of the order: repeat the command after reconcile-payments has run',
  'unknown-order': 'its order is not stored: give the money back with --give-back',
  'given-back': 'its order is not stored: the money goes back',
  'for-operator': 'is stored now: an operator decides, see `npm run payments -- list-stuck`',
  unreadable: 'the stored data of its order cannot be read',
  odd: 'does not fit the order: look at it with `npm run payments -- show`',
};

const plannedTexts: Readonly<Partial<Record<RecoveryOutcome, string>>> = {
  recovered: 'would be stored',
  'for-operator': 'would be left to an operator',
  'given-back': 'its order is not stored: the money would go back',
};

const isDone: Readonly<Record<RecoveryOutcome, boolean>> = {
  stored: true,
  recovered: true,
  waits: false,
  'unknown-order': false,
  'given-back': true,
  'for-operator': true,
  odd: false,
  unreadable: false,
};

const lineOf = (recovered: RecoveredMoney, { dryRun }: RecoverMoneyCommand): string => {
  const { outcome, orderId, order } = recovered;
  const { kind, id, status, amount } = describeMoney(recovered);
  const text = (dryRun && plannedTexts[outcome]) || outcomeTexts[outcome];
  const orderText = order ? `${orderId}, ${order.status}` : orderId;
  const problem = recovered.problem === undefined ? '' : `: ${recovered.problem}`;
  return `${orderText}: ${kind} ${id}, ${formatMoney(amount)}, ${status}, ${text}${problem}`;
};

export interface RecoveryPorts {
  readonly store: OrderStore;
  readonly gateway: PaymentGateway;
  readonly history: PaymentHistory;
}

const isUnreadable = (failure: unknown): boolean => failure instanceof MalformedItemError;

const useCasesOf = (ports: RecoveryPorts, clock: () => number) => {
  const newOwner = () => `recovery-${randomUUID()}`;
  const retryOnConflict = createRetryOnConflict({ scheduler: systemScheduler, random: Math.random });
  const parts = { ...ports, clock, newOwner, retryOnConflict, onStuck: () => {}, isUnreadable };
  const telemetry = { orderPlaced: () => {}, orderChanged: () => {} };
  return [
    recoverMoney(parts),
    recoverReversals({
      ...parts,
      settleRefund: createSettleRefund({ ...parts, telemetry }),
      parkDisputed: createParkDisputed(parts),
      cause: { correlationId: newOwner(), causationId: 'payments recover' },
    }),
  ];
};

/**
 * Recovers the payments, refunds and disputes that a restore has lost.
 * @returns the exit code: 1 while something is left to do.
 */
export const runRecovery = async (
  command: RecoverMoneyCommand,
  ports: RecoveryPorts,
  { now, print }: Operator,
  options: CallOptions,
): Promise<number> => {
  const counts = new Map<RecoveryOutcome, number>();
  try {
    for (const recover of useCasesOf(ports, now)) {
      for await (const recovered of recover(command, options)) {
        const { outcome } = recovered;
        counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
        if (outcome !== 'stored') print(lineOf(recovered, command));
      }
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
    `${all} payments, refunds and disputes since ${command.since}: ${count('stored')} stored before, ` +
      `${count('recovered', 'for-operator')} recovered, ${count('given-back')} given back, ${left} left`,
  );
  return left === 0 ? 0 : 1;
};
