import type { EventCause } from '../../domain/order-event.ts';
import { isAttemptOpen } from '../../domain/payment-attempt.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { OrderStore } from '../ports/order-store.ts';
import type { PaymentGateway } from '../ports/payment-gateway.ts';
import type { ListedDispute, ListedRefund, PaymentHistory } from '../ports/payment-history.ts';
import type { ParkDisputed } from './park-disputed.ts';
import { oldestFirst, type RecoveredMoney, type RecoverMoneyCommand } from './recover-money.ts';
import { type ReportUnreadableDependencies, reportUnreadable } from './report-unreadable.ts';
import type { SettleRefund } from './settle-refund.ts';

export interface RecoverReversalsDependencies extends ReportUnreadableDependencies {
  readonly store: Pick<OrderStore, 'findOrder' | 'listAttempts' | 'listRefunds'>;
  readonly gateway: Pick<PaymentGateway, 'orderOf'>;
  readonly history: Pick<PaymentHistory, 'listRefunds' | 'listDisputes'>;
  readonly settleRefund: SettleRefund;
  readonly parkDisputed: ParkDisputed;
  readonly cause: EventCause;
}

/** A bank returns the money of a refund within 30 days. The gateway sends one webhook about it, and repeats that for some days. */
const lookBackMs = 40 * 24 * 3_600_000;

/**
 * Use case for operators: after the tables were restored to an earlier time, store what banks took back since then:
 * refunds that failed after they had succeeded, and disputes. Only webhooks of the lost time reported them. It can be
 * repeated after `recoverMoney`, and ends when nothing `waits`.
 */
export const recoverReversals = (dependencies: RecoverReversalsDependencies) => {
  const { store, gateway, history, settleRefund, parkDisputed, cause } = dependencies;
  const report = reportUnreadable(dependencies);
  const orderFor = async ({ intentId }: ListedRefund | ListedDispute, options: CallOptions) => {
    const orderId = await gateway.orderOf(intentId, options);
    return orderId === undefined ? undefined : store.findOrder(orderId, options);
  };

  const recoverFailure = async (
    money: ListedRefund,
    { dryRun }: RecoverMoneyCommand,
    options: CallOptions,
  ): Promise<RecoveredMoney | undefined> => {
    const order = await orderFor(money, options);
    if (!order) return undefined;
    const { refundId, reason = 'unknown' } = money;
    const refunds = await store.listRefunds(order.id, options);
    const known = refunds.find((found) => found.refundId === refundId);
    // Any other one is the affair of `recoverMoney` or of the reconciler.
    if (known?.state !== 'succeeded') return undefined;
    const failed = { status: 'failed', refundId, reason } as const;
    const isStored = dryRun || (await settleRefund(known, failed, { ...options, cause })) !== undefined;
    return { outcome: isStored ? 'for-operator' : 'waits', money, orderId: order.id, order };
  };

  const recoverDispute = async (
    money: ListedDispute,
    { dryRun }: RecoverMoneyCommand,
    options: CallOptions,
  ): Promise<RecoveredMoney | undefined> => {
    const order = await orderFor(money, options);
    if (!order) return undefined;
    const done = (outcome: RecoveredMoney['outcome']) => ({ outcome, money, orderId: order.id, order });
    const { intentId, disputeId } = money;
    const attempts = await store.listAttempts(order.id, options);
    const attempt = attempts.find((found) => found.intentId === intentId);
    if (!attempt || isAttemptOpen(attempt.state)) return done('waits');
    if (attempt.disputes?.some(({ id }) => id === disputeId)) return done('stored');
    if (!dryRun) await parkDisputed({ orderId: order.id, intentId }, options);
    return done('for-operator');
  };

  return async function* (command: RecoverMoneyCommand, options: CallOptions): AsyncIterable<RecoveredMoney> {
    const since = new Date(Date.parse(command.since) - lookBackMs).toISOString();
    for (const refund of await oldestFirst(history.listRefunds(since, options))) {
      if (refund.status !== 'failed') continue;
      const recovered = await report(refund, () => recoverFailure(refund, command, options), options);
      if (recovered) yield recovered;
    }
    for (const dispute of await oldestFirst(history.listDisputes(since, options))) {
      const recover = () => recoverDispute(dispute, command, options);
      const recovered = await report(dispute, recover, options);
      if (recovered) yield recovered;
    }
  };
};
