import type { PaymentFailureReason } from '../../contract/payment-failure-reasons.ts';
import type { Order } from '../../domain/order.ts';
import { type EventCause, eventsOf } from '../../domain/order-event.ts';
import { orderConfirmed, paymentDeclined } from '../../domain/order-fact.ts';
import { abandonPayment, confirmPayment, failPayment } from '../../domain/order-transition.ts';
import type { PaymentAttempt } from '../../domain/payment-attempt.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock } from '../../platform/ports.ts';
import { ConflictError, type RetryOnConflict } from '../../platform/resilience/retry-on-conflict.ts';
import { changeAttempt, changeReservation } from '../order-changes.ts';
import type { IdempotencyRecord } from '../ports/idempotency-record.ts';
import type { OrderStore } from '../ports/order-store.ts';
import type { OrderTelemetry } from '../ports/telemetry.ts';
import type { Refund } from './refund.ts';

/** The definite outcome of a payment attempt. */
export type Settlement =
  | { readonly result: 'succeeded' }
  | { readonly result: 'declined'; readonly reason: PaymentFailureReason }
  /** No money was charged, and none will be. */
  | { readonly result: 'not_charged' };

export interface SettleDependencies {
  readonly store: OrderStore;
  readonly refund: Refund;
  readonly telemetry: OrderTelemetry;
  readonly clock: Clock;
  readonly retryOnConflict: RetryOnConflict;
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

const isFor = ({ payment, status }: Order, { number }: PaymentAttempt): boolean =>
  status === 'pending' && payment?.attempt === number && payment.state === 'unknown';

/** The changes of a settlement. A payment for an order that is no longer pending is refunded. */
const changesFor = (
  order: Order,
  attempt: PaymentAttempt,
  settlement: Settlement,
  now: string,
  cause: EventCause,
) => {
  const waiting = isFor(order, attempt);
  if (settlement.result === 'succeeded') {
    const next = waiting ? confirmPayment(order, now) : undefined;
    if (!next) return { next: order, attempt: changeAttempt(attempt, 'oweRefund', now) };
    return {
      next,
      attempt: changeAttempt(attempt, 'succeed', now),
      event: eventsOf(next, [orderConfirmed(next)], cause),
    };
  }
  if (settlement.result === 'not_charged') {
    return {
      next: waiting ? abandonPayment(order, now) : order,
      attempt: changeAttempt(attempt, 'abandon', now),
    };
  }
  const next = waiting ? failPayment(order, now) : order;
  return {
    next,
    attempt: changeAttempt(attempt, 'decline', now, { declineReason: settlement.reason }),
    ...(waiting && {
      event: eventsOf(
        next,
        [paymentDeclined(next, { reason: settlement.reason, attempt: attempt.number })],
        cause,
      ),
    }),
  };
};

/**
 * Stores the outcome of a payment attempt and its effects on the order, in one commit.
 * @throws {ServiceError} SYS-004 when the order keeps changing.
 */
export const createSettle =
  ({ store, refund, telemetry, clock, retryOnConflict }: SettleDependencies): Settle =>
  async (attempt, settlement, { cause, complete, ...options }) => {
    const write = async (limited: CallOptions): Promise<Order | undefined> => {
      const [order, reservation] = await Promise.all([
        store.findOrder(attempt.orderId, limited),
        store.findReservation(attempt.orderId, limited),
      ]);
      if (!order || !reservation)
        throw new Error(`order ${attempt.orderId} of a payment attempt, or its reservation, not found`);
      const now = clock();
      const at = new Date(now).toISOString();
      const { next, attempt: change, event } = changesFor(order, attempt, settlement, at, cause);
      const confirmed = next.status === 'confirmed' && order.status === 'pending';
      const record = next !== order ? complete?.record(next, now) : undefined;
      const failures = await store.commit(
        {
          ...(next !== order && { order: { next, expectedRevision: order.revision } }),
          attempt: change,
          ...(event && { event }),
          ...(confirmed && { reservation: changeReservation(reservation, 'commit', at) }),
          ...(complete &&
            record && { idempotency: { record, now: at, replaces: { leaseOwner: complete.owner } } }),
        },
        limited,
      );
      if (failures.some(({ kind }) => kind === 'attempt' || kind === 'idempotency')) return undefined;
      if (failures.length > 0) throw new ConflictError();
      if (next !== order) telemetry.orderChanged(next);
      if (change.next.state === 'refund_due') await refund(change.next, options);
      return next;
    };
    return retryOnConflict(`order ${attempt.orderId}`, write, options);
  };
