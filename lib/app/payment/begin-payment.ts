import {
  idempotencyInProgress,
  invalidStatusTransition,
  paymentFailed,
  tooManyPaymentAttempts,
} from '../../contract/errors/factories.ts';
import { type IdempotencyClaim, idempotencyWindowMs } from '../../contract/idempotency.ts';
import { maxPaymentAttempts } from '../../contract/limits.ts';
import { paymentFailureReason } from '../../contract/payment-failure-reasons.ts';
import type { Order } from '../../domain/order.ts';
import { beginPayment, payableStatus } from '../../domain/order-transition.ts';
import { beginAttempt, type PaymentAttempt } from '../../domain/payment-attempt.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import { ConflictError } from '../../platform/resilience/retry-on-conflict.ts';
import type { RunningRecord } from '../ports/idempotency-record.ts';
import type { OrderStore, PaymentTry } from '../ports/order-store.ts';

/** The answer to a repeated payment request, by the progress of the first one. */
export type RunningPayment = 'paid' | 'unknown' | 'start-again';

/**
 * Judges the attempt that an earlier request with the same key began.
 * @param now milliseconds since 1970.
 * @throws {ServiceError} IDM-003 while that request is still at work, ORD-005 when it was declined, ORD-003 when
 *   a version up to November 2026 refunded it because the order was cancelled.
 */
export const judgeRunningPayment = (attempt: PaymentAttempt, now: number): RunningPayment => {
  switch (attempt.state) {
    case 'succeeded':
      return 'paid';
    case 'declined':
      throw paymentFailed(paymentFailureReason(attempt.declineReason));
    case 'not_charged':
      return 'start-again';
    case 'refund_due':
    case 'refunded':
      throw invalidStatusTransition('cancelled', 'confirmed');
    case 'unknown':
      return 'unknown';
    case 'in_flight': {
      const remainingMs = Date.parse(attempt.leaseUntil) - now;
      // The request has died after its lease; the reconciler will resolve the outcome.
      if (remainingMs <= 0) return 'unknown';
      throw idempotencyInProgress(Math.ceil(remainingMs / 1_000));
    }
  }
};

export interface NewPayment {
  readonly order: Order;
  readonly paymentMethod: string;
  readonly claim: IdempotencyClaim;
  /** The record of an earlier try with the same key that came to nothing. */
  readonly replaces?: RunningRecord | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly leaseMs: number;
  /** How many times the customer may try to pay within an hour; business customers as often as they like. */
  readonly triesPerHour: number;
}

export interface RecordPaymentDependencies {
  readonly store: Pick<OrderStore, 'commit'>;
  /**
   * Checks that the gateway can be called, before anything is stored for the call.
   * @throws {ServiceError} SYS-002 when its circuit is open.
   */
  readonly assertGatewayAvailable: (options: CallOptions) => Promise<void>;
}

/** An attempt that may be charged now, and its order. */
export interface StartedPayment {
  readonly attempt: PaymentAttempt;
  readonly order: Order;
}

export type BegunPayment =
  | StartedPayment
  /** An earlier try to pay this order is not settled yet. */
  | { readonly unknown: true };

const hourMs = 3_600_000;

/** @param now milliseconds since 1970. */
const secondsUntil = (time: string, now: number): number =>
  Math.max(1, Math.ceil((Date.parse(time) - now) / 1_000));

/**
 * Checks that an order has attempts left; it has none until it expires.
 * @param now milliseconds since 1970.
 * @throws {ServiceError} PAY-001
 */
export const assertAttemptsLeft = ({ payment, expiresAt }: Order, now: number): void => {
  if ((payment?.attempt ?? 0) >= maxPaymentAttempts)
    throw tooManyPaymentAttempts(secondsUntil(expiresAt, now));
};

/** A try of the customer in the present hour. Business customers pay for many orders. */
const tryOf = ({ customerId, customerType }: Order, now: number, limit: number): PaymentTry | undefined => {
  if (customerType === 'business') return undefined;
  const start = Math.floor(now / hourMs) * hourMs;
  const textOf = (time: number) => new Date(time).toISOString();
  return { customerId, windowStart: textOf(start), windowEnd: textOf(start + hourMs), limit };
};

/**
 * Stores the beginning of a payment before the gateway is called: the attempt, the order's mark
 * that keeps it from expiring and from being paid twice, and the request's record.
 * @throws {ServiceError} ORD-003 when the order cannot be paid any more, SYS-002 when the gateway cannot be called,
 *   PAY-001 when the order or its customer has had too many attempts; nothing is stored then.
 * @throws {ConflictError} when another request changed the order or the record at the same time.
 */
export const recordPayment = async (
  { store, assertGatewayAvailable }: RecordPaymentDependencies,
  { order, paymentMethod, claim, replaces, now, leaseMs, triesPerHour }: NewPayment,
  options: CallOptions,
): Promise<BegunPayment> => {
  const at = new Date(now).toISOString();
  const next = beginPayment(order, at);
  if (!next?.payment) {
    if (order.status === 'pending' && order.payment?.state === 'unknown') return { unknown: true };
    throw invalidStatusTransition(payableStatus(order, at), 'confirmed');
  }
  assertAttemptsLeft(order, now);
  await assertGatewayAvailable(options);
  const leaseUntil = new Date(now + leaseMs).toISOString();
  const attempt = beginAttempt({
    orderId: order.id,
    number: next.payment.attempt,
    paymentMethod,
    amount: order.total,
    leaseOwner: claim.owner,
    leaseUntil,
    now: at,
  });
  const record: RunningRecord = {
    recordId: claim.recordId,
    fingerprint: claim.fingerprint,
    state: 'running',
    orderId: order.id,
    attempt: attempt.number,
    leaseOwner: claim.owner,
    leaseUntil,
    expiresAt: new Date(now + idempotencyWindowMs).toISOString(),
  };
  const paymentTry = tryOf(order, now, triesPerHour);
  const failures = await store.commit(
    {
      order: { next, expectedRevision: order.revision },
      attempt: { next: attempt },
      ...(paymentTry && { paymentTry }),
      idempotency: { record, now: at, ...(replaces && { replaces: { leaseOwner: replaces.leaseOwner } }) },
    },
    options,
  );
  if (failures.some(({ kind }) => kind !== 'payment-try')) throw new ConflictError();
  if (paymentTry && failures.length > 0) {
    throw tooManyPaymentAttempts(secondsUntil(paymentTry.windowEnd, now));
  }
  return { attempt, order: next };
};
