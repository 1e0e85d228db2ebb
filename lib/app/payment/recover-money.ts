import type { Order } from '../../domain/order.ts';
import { claimRefund, refundableOf } from '../../domain/order-refunds.ts';
import { changeOrder } from '../../domain/order-transition.ts';
import { beginAttempt, isAttemptOpen, type PaymentAttempt } from '../../domain/payment-attempt.ts';
import { isRefundOpen, numberAndRoundOf, type Refund, refundKeyOf } from '../../domain/refund.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock } from '../../platform/ports.ts';
import { replaceAttempt } from '../order-changes.ts';
import type { OrderCommit, OrderStore } from '../ports/order-store.ts';
import type { PaymentGateway } from '../ports/payment-gateway.ts';
import type { ListedDispute, ListedPayment, ListedRefund, PaymentHistory } from '../ports/payment-history.ts';
import { type ReportUnreadableDependencies, reportUnreadable } from './report-unreadable.ts';

/**
 * Result for a payment or refund of the gateway. `stored`: the service has it. `recovered`: it was stored now, and
 * the reconciler finds out how it ended. `waits`: an earlier payment has to be settled first; repeat the recovery later.
 * `unknown-order`: its order is not stored. `given-back`: the same, and its money goes back. `for-operator`: it was stored
 * now that a bank took money back, and an operator decides. `odd`: it fits nothing that the service can have done; an
 * operator has to look. `unreadable`: the stored data of its order cannot be read.
 */
export type RecoveryOutcome =
  | 'stored'
  | 'recovered'
  | 'waits'
  | 'unknown-order'
  | 'given-back'
  | 'for-operator'
  | 'odd'
  | 'unreadable';

export interface RecoveredMoney {
  readonly outcome: RecoveryOutcome;
  readonly money: ListedPayment | ListedRefund | ListedDispute;
  readonly orderId: string;
  /** The order as it was before; absent when it is not stored. */
  readonly order?: Order | undefined;
  /** Why its order cannot be read. */
  readonly problem?: string;
}

export interface RecoverMoneyDependencies extends ReportUnreadableDependencies {
  readonly store: Pick<OrderStore, 'findOrder' | 'listAttempts' | 'listMoney' | 'commit'>;
  readonly gateway: Pick<PaymentGateway, 'orderOf' | 'refund' | 'cancel'>;
  readonly history: Pick<PaymentHistory, 'listPayments' | 'listRefunds'>;
  readonly clock: Clock;
  readonly newOwner: () => string;
}

export interface RecoverMoneyCommand {
  /** RFC 3339. Money that is stored is left alone, so an earlier time does no harm. */
  readonly since: string;
  readonly dryRun: boolean;
  /** Whether money of orders that are not stored goes back to the customer. */
  readonly giveBackUnknown: boolean;
}

/**
 * Listed from earlier than asked for, in milliseconds: the gateway may have made a payment just before the time of the
 * restored tables, and a request then stored its id just after.
 */
const lookBackMs = 300_000;

/** A list of the gateway, in order of time. */
export const oldestFirst = async <T>(items: AsyncIterable<T>): Promise<readonly T[]> =>
  (await Array.fromAsync(items)).reverse();

/**
 * Use case for operators: after the tables were restored to an earlier time, store the payments and refunds that the
 * gateway made since then, so that no order is paid twice and no money is kept for nothing. Requests must not be
 * served meanwhile. It can be repeated, and ends when nothing `waits`.
 */
export const recoverMoney = (dependencies: RecoverMoneyDependencies) => {
  const { store, gateway, history, clock, newOwner } = dependencies;
  const report = reportUnreadable(dependencies);
  /** Under a lease that has ended: the reconciler takes it over at once. */
  const freeLease = (at: string) => ({ leaseOwner: newOwner(), leaseUntil: at });

  /** The commit that stores a payment; or why there is none. */
  const commitOf = (
    order: Order,
    attempts: readonly PaymentAttempt[],
    { intentId, amount }: ListedPayment,
  ): OrderCommit | 'waits' | 'odd' => {
    const at = new Date(clock()).toISOString();
    // Stored before the gateway had given the payment an id.
    const nameless = attempts.find((found) => isAttemptOpen(found.state) && found.intentId === undefined);
    if (nameless) {
      const next = { ...nameless, ...freeLease(at), intentId, retryAt: undefined, updatedAt: at };
      return { attempt: replaceAttempt(nameless, next) };
    }
    if (attempts.some(({ state }) => isAttemptOpen(state))) return 'waits';
    if (amount.amount !== order.total.amount || amount.currency !== order.total.currency) return 'odd';
    if (order.payment?.state === 'paid') return 'odd';
    const number = Math.max(order.payment?.attempt ?? 0, ...attempts.map((found) => found.number)) + 1;
    const begun = beginAttempt({
      orderId: order.id,
      number,
      paymentMethod: 'recovered',
      amount,
      ...freeLease(at),
      now: at,
    });
    // A pending order waits for it; any other one gets a payment that came too late.
    const state = order.status === 'pending' ? 'unknown' : 'failed';
    return {
      attempt: { next: { ...begun, intentId } },
      order: {
        next: { ...changeOrder(order, at), payment: { attempt: number, state } },
        expectedRevision: order.revision,
      },
    };
  };

  const write = async (
    commit: OrderCommit,
    dryRun: boolean,
    options: CallOptions,
  ): Promise<RecoveryOutcome> => {
    if (dryRun) return 'recovered';
    const failures = await store.commit(commit, options);
    return failures.length === 0 ? 'recovered' : 'waits';
  };

  /** @param refunded what went back before, in minor units. */
  const giveBack = async (
    { intentId, amount, status }: ListedPayment,
    refunded: number,
    { dryRun, giveBackUnknown }: RecoverMoneyCommand,
    options: CallOptions,
  ): Promise<RecoveryOutcome> => {
    const left = amount.amount - refunded;
    if (status === 'cancelled' || left <= 0) return 'stored';
    if (!giveBackUnknown) return 'unknown-order';
    if (dryRun) return 'given-back';
    if (status === 'open') {
      const { status: after } = await gateway.cancel(intentId, options);
      return after === 'cancelled' ? 'given-back' : 'waits';
    }
    const { status: answer } = await gateway.refund(
      { key: `recovered:${intentId}:${left}`, intentId, amount: { ...amount, amount: left } },
      options,
    );
    return answer === 'pending' || answer === 'succeeded' ? 'given-back' : 'odd';
  };

  const recoverPayment = async (
    money: ListedPayment,
    command: RecoverMoneyCommand,
    refunds: readonly ListedRefund[],
    options: CallOptions,
  ): Promise<RecoveredMoney> => {
    const { orderId, intentId } = money;
    const order = await store.findOrder(orderId, options);
    if (!order) {
      const made = refunds.filter((refund) => refund.intentId === intentId && refund.status !== 'failed');
      const refunded = made.reduce((sum, { amount }) => sum + amount.amount, 0);
      return { outcome: await giveBack(money, refunded, command, options), money, orderId };
    }
    const attempts = await store.listAttempts(orderId, options);
    if (attempts.some((found) => found.intentId === intentId))
      return { outcome: 'stored', money, orderId, order };
    const commit = commitOf(order, attempts, money);
    const outcome = typeof commit === 'string' ? commit : await write(commit, command.dryRun, options);
    return { outcome, money, orderId, order };
  };

  /** Whether a refund of an order was requested again. The stored and the listed refunds of the order show it. */
  const wasRepeated = (
    orderId: string,
    { reference, intentId }: ListedRefund,
    stored: readonly Refund[],
    listed: readonly ListedRefund[],
  ): boolean => {
    const made = numberAndRoundOf(orderId, reference);
    if (!made) return true;
    const later = listed.flatMap((other) =>
      other.intentId === intentId ? (numberAndRoundOf(orderId, other.reference) ?? []) : [],
    );
    return (
      stored.some(({ number }) => number === made.number) ||
      later.some(({ number, round }) => number === made.number && round > made.round)
    );
  };

  const recoverRefund = async (
    money: ListedRefund,
    listed: readonly ListedRefund[],
    { dryRun }: RecoverMoneyCommand,
    options: CallOptions,
  ): Promise<RecoveredMoney | undefined> => {
    const { intentId, refundId, reference, amount, status } = money;
    const orderId = await gateway.orderOf(intentId, options);
    const order = orderId === undefined ? undefined : await store.findOrder(orderId, options);
    if (orderId === undefined || !order) return undefined;
    const done = (outcome: RecoveryOutcome) => ({ outcome, money, orderId, order });
    const { attempts, refunds } = await store.listMoney(orderId, options);
    // `recoverReversals` stores that its money has come back.
    if (
      status === 'failed' &&
      refunds.some((found) => found.refundId === refundId && found.state === 'succeeded')
    )
      return undefined;
    // The reconciler finds an open refund by its reference.
    const isKnown = refunds.some(
      (found) =>
        found.refundId === refundId || (isRefundOpen(found.state) && refundKeyOf(found) === reference),
    );
    // One that failed moved no money. Unless it was requested again, an operator still has to decide about it.
    if (isKnown || (status === 'failed' && wasRepeated(orderId, money, refunds, listed)))
      return done('stored');
    const attempt = attempts.find((found) => found.intentId === intentId);
    if (!attempt || isAttemptOpen(attempt.state)) return done('waits');
    // A payment that came too late makes a refund of its own, which has to meet this one.
    if (refundableOf(order).amount < amount.amount) return done('odd');
    const at = new Date(clock()).toISOString();
    const claimed = claimRefund(changeOrder(order, at), attempt, { amount, now: at, ...freeLease(at) });
    const commit: OrderCommit = {
      order: { next: claimed.order, expectedRevision: order.revision },
      refund: { next: { ...claimed.refund, refundId } },
    };
    return done(await write(commit, dryRun, options));
  };

  return async function* (command: RecoverMoneyCommand, options: CallOptions): AsyncIterable<RecoveredMoney> {
    const since = new Date(Date.parse(command.since) - lookBackMs).toISOString();
    const refunds = await oldestFirst(history.listRefunds(since, options));
    for (const payment of await oldestFirst(history.listPayments(since, options))) {
      yield await report(payment, () => recoverPayment(payment, command, refunds, options), options);
    }
    for (const refund of refunds) {
      const recover = () => recoverRefund(refund, refunds, command, options);
      const recovered = await report(refund, recover, options);
      if (recovered) yield recovered;
    }
  };
};

/** The amount and the gateway's id of recovered money. */
export const describeMoney = ({ money }: RecoveredMoney) => {
  const { status, amount } = money;
  if ('refundId' in money) return { kind: 'refund', id: money.refundId, status, amount } as const;
  if ('disputeId' in money) return { kind: 'dispute', id: money.disputeId, status, amount } as const;
  return { kind: 'payment', id: money.intentId, status, amount } as const;
};
