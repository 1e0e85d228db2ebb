import { invalidStatusTransition } from '../../contract/errors/factories.ts';
import { type IdempotencyClaim, idempotencyWindowMs } from '../../contract/idempotency.ts';
import type { Order } from '../../domain/order.ts';
import { beginPayment } from '../../domain/order-transition.ts';
import { beginAttempt, type PaymentAttempt } from '../../domain/payment-attempt.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import { ConflictError } from '../../platform/resilience/retry-on-conflict.ts';
import type { RunningRecord } from '../ports/idempotency-record.ts';
import type { OrderStore } from '../ports/order-store.ts';

export interface NewPayment {
  readonly order: Order;
  readonly paymentMethod: string;
  readonly claim: IdempotencyClaim;
  /** The record of an earlier try with the same key that came to nothing. */
  readonly replaces?: RunningRecord | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly leaseMs: number;
}

/** An attempt that may be charged now, and its order. */
export interface StartedPayment {
  readonly attempt: PaymentAttempt;
  readonly order: Order;
}

export type BegunPayment =
  | StartedPayment
  /** An earlier try to pay this order is not settled yet. */
  | { readonly undecided: true };

/**
 * Writes down that an order is about to be paid, before anybody is asked for money: the attempt, the order's mark
 * that keeps it from expiring and from being paid twice, and the request's record.
 * @throws {ServiceError} ORD-003 when the order cannot be paid any more.
 * @throws {ConflictError} when another request changed the order or the record at the same time.
 */
export const recordPayment = async (
  store: Pick<OrderStore, 'commit'>,
  { order, paymentMethod, claim, replaces, now, leaseMs }: NewPayment,
  options: CallOptions,
): Promise<BegunPayment> => {
  const at = new Date(now).toISOString();
  const next = beginPayment(order, at);
  if (!next?.payment) {
    if (order.status === 'pending' && order.payment?.state === 'unsettled') return { undecided: true };
    throw invalidStatusTransition(order.status === 'pending' ? 'expired' : order.status, 'confirmed');
  }
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
  const failures = await store.commit(
    {
      order: { next, expectedRevision: order.revision },
      attempt: { next: attempt },
      idempotency: { record, now: at, ...(replaces && { replaces: { leaseOwner: replaces.leaseOwner } }) },
    },
    options,
  );
  if (failures.length > 0) throw new ConflictError();
  return { attempt, order: next };
};
