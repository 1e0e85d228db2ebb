import type { PaymentFailureReason } from '../../contract/payment-failure-reasons.ts';
import type { Order } from '../../domain/order.ts';
import { type EventCause, eventsOf } from '../../domain/order-event.ts';
import { orderConfirmed, paymentDeclined } from '../../domain/order-fact.ts';
import { claimRefund } from '../../domain/order-refunds.ts';
import {
  abandonPayment,
  confirmPayment,
  failPayment,
  recordLatePayment,
} from '../../domain/order-transition.ts';
import type { PaymentAttempt } from '../../domain/payment-attempt.ts';
import type { Refund } from '../../domain/refund.ts';
import { settled, wasLeftToOperator } from '../../domain/settling.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock } from '../../platform/ports.ts';
import { ConflictError, type RetryOnConflict } from '../../platform/resilience/retry-on-conflict.ts';
import { changeAttempt } from '../order-changes.ts';
import type { IdempotencyRecord } from '../ports/idempotency-record.ts';
import type { OrderStore } from '../ports/order-store.ts';
import type { JudgePayment, OrderTelemetry } from '../ports/telemetry.ts';
import type { RefundNow } from './refund-now.ts';

/** The definite outcome of a payment attempt. */
export type Settlement =
  | { readonly result: 'succeeded' }
  | { readonly result: 'declined'; readonly reason: PaymentFailureReason }
  /** No money was charged, and none will be; `excused` when this was the customer's choice or mistake. */
  | { readonly result: 'not_charged'; readonly excused?: boolean };

export interface SettleDependencies {
  readonly store: OrderStore;
  readonly refundNow: RefundNow;
  readonly telemetry: OrderTelemetry;
  readonly judgePayment: JudgePayment;
  readonly clock: Clock;
  readonly retryOnConflict: RetryOnConflict;
  /** How long the request for a refund may take, in milliseconds. */
  readonly leaseMs: number;
}

export interface SettleOptions extends CallOptions {
  readonly cause: EventCause;
  /** The record that the settlement completes, if its request is still waiting for the answer. */
  readonly complete?:
    | { readonly owner: string; readonly record: (order: Order, now: number) => IdempotencyRecord }
    | undefined;
}

/** The order afterwards, or `undefined` when the attempt was settled by another request or run meanwhile. */
export type Settle = (
  attempt: PaymentAttempt,
  settlement: Settlement,
  options: SettleOptions,
) => Promise<Order | undefined>;

/** Whether an order shows the outcome of an attempt as unknown. */
const showsUnknown = ({ payment }: Order, { number }: PaymentAttempt): boolean =>
  payment?.attempt === number && payment.state === 'unknown';

/** Whether an order waits for the outcome of an attempt. */
export const isWaitingFor = (order: Order, attempt: PaymentAttempt): boolean =>
  order.status === 'pending' && showsUnknown(order, attempt);

/** Whether the outcome of an attempt still decides about its order, which may have stopped waiting for it. */
const decides = ({ payment, status }: Order, { number }: PaymentAttempt): boolean =>
  status === 'pending' && payment?.attempt === number;

interface SettledChanges {
  readonly next: Order;
  readonly attempt: ReturnType<typeof changeAttempt>;
  readonly event?: ReturnType<typeof eventsOf>;
  readonly refund?: Refund;
}

/** The changes of a settlement. A payment for an order that is no longer pending is refunded. */
const changesFor = (
  order: Order,
  attempt: PaymentAttempt,
  settlement: Settlement,
  { now, leaseMs, cause }: { readonly now: number; readonly leaseMs: number; readonly cause: EventCause },
): SettledChanges => {
  const at = new Date(now).toISOString();
  if (settlement.result === 'succeeded') {
    // With the payment's secret, the customer can pay with another card after a decline.
    const succeeded = changeAttempt(settled(attempt, now), 'succeed', at, { declineReason: undefined });
    const next = decides(order, attempt) ? confirmPayment(order, at) : undefined;
    if (next) return { next, attempt: succeeded, event: eventsOf(next, [orderConfirmed(next)], cause) };
    const late = claimRefund(recordLatePayment(order, at), attempt, {
      amount: attempt.amount,
      leaseOwner: attempt.leaseOwner,
      leaseUntil: new Date(now + leaseMs).toISOString(),
      now: at,
    });
    return { next: late.order, attempt: succeeded, refund: late.refund };
  }
  const waiting = isWaitingFor(order, attempt);
  // An order that has ended meanwhile shows the outcome, too; no event reports it.
  const shown = showsUnknown(order, attempt) ? abandonPayment(order, at) : order;
  if (settlement.result === 'not_charged') {
    return {
      next: shown,
      attempt: changeAttempt(settled(attempt, now), 'abandon', at),
    };
  }
  const { reason } = settlement;
  const next = waiting ? failPayment(order, at) : shown;
  return {
    next,
    attempt: changeAttempt(settled(attempt, now), 'decline', at, { declineReason: reason }),
    ...(waiting && {
      event: eventsOf(next, [paymentDeclined(next, { reason, attempt: attempt.number })], cause),
    }),
  };
};

/** How an attempt is judged that ends so; undefined when it is not. */
const outcomeOf = (settlement: Settlement): 'good' | 'bad' | undefined => {
  if (settlement.result === 'succeeded') return 'good';
  return settlement.result === 'not_charged' && !settlement.excused ? 'bad' : undefined;
};

/**
 * Stores the outcome of a payment attempt and its effects on the order, in one commit.
 * @throws {ServiceError} SYS-004 when the order keeps changing.
 */
export const createSettle =
  ({
    store,
    refundNow,
    telemetry,
    judgePayment,
    clock,
    retryOnConflict,
    leaseMs,
  }: SettleDependencies): Settle =>
  async (attempt, settlement, { cause, complete, ...options }) => {
    const write = async (limited: CallOptions): Promise<Order | undefined> => {
      const order = await store.findOrder(attempt.orderId, limited);
      if (!order) throw new Error(`order ${attempt.orderId} of a payment attempt not found`);
      const now = clock();
      const at = new Date(now).toISOString();
      const changes = changesFor(order, attempt, settlement, { now, leaseMs, cause });
      const { next, attempt: change, event, refund } = changes;
      const confirmed = next.status === 'confirmed' && order.status === 'pending';
      const record = confirmed ? complete?.record(next, now) : undefined;
      const failures = await store.commit(
        {
          ...(next !== order && { order: { next, expectedRevision: order.revision } }),
          attempt: change,
          ...(refund && { refund: { next: refund } }),
          ...(event && { event }),
          ...(complete &&
            record && { idempotency: { record, now: at, replaces: { leaseOwner: complete.owner } } }),
        },
        limited,
      );
      if (failures.some(({ kind }) => kind === 'attempt' || kind === 'idempotency')) return undefined;
      if (failures.length > 0) throw new ConflictError();
      if (next !== order) telemetry.orderChanged(next);
      // An attempt that was left to an operator was judged then.
      const outcome = wasLeftToOperator(attempt) ? undefined : outcomeOf(settlement);
      if (outcome) judgePayment(outcome);
      if (refund) await refundNow(refund, { ...options, cause });
      return next;
    };
    return retryOnConflict(`order ${attempt.orderId}`, write, options);
  };
