import type { Order } from '../../domain/order.ts';
import { type EventCause, type EventFact, eventsOf } from '../../domain/order-event.ts';
import { refundFailed, refundSucceeded } from '../../domain/order-fact.ts';
import { moveRefund } from '../../domain/order-refunds.ts';
import { announceOrder, changeOrder } from '../../domain/order-transition.ts';
import type { Refund, RefundCommand } from '../../domain/refund.ts';
import { leaveToOperator, postpone, settled } from '../../domain/settling.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock } from '../../platform/ports.ts';
import { ConflictError, type RetryOnConflict } from '../../platform/resilience/retry-on-conflict.ts';
import { changedRefund, replaceRefund } from '../order-changes.ts';
import type { OrderStore } from '../ports/order-store.ts';
import type { OrderTelemetry } from '../ports/telemetry.ts';
import type { OnStuck } from './money-id.ts';

/**
 * How a refund stands. `pending`: the gateway has accepted it. It has the id that it has at the gateway; without one, it
 * has succeeded by other means, or was not accepted.
 */
export type RefundOutcome =
  | { readonly status: 'pending'; readonly refundId: string }
  | { readonly status: 'succeeded'; readonly refundId?: string | undefined }
  | { readonly status: 'failed'; readonly refundId?: string | undefined; readonly reason: string };

export interface SettleRefundDependencies {
  readonly store: Pick<OrderStore, 'findOrder' | 'commit'>;
  readonly telemetry: OrderTelemetry;
  readonly clock: Clock;
  readonly retryOnConflict: RetryOnConflict;
  /** Receives each refund that has failed and now waits for an operator. */
  readonly onStuck: OnStuck;
}

export interface CausedCall extends CallOptions {
  readonly cause: EventCause;
}

/** The order afterwards, or `undefined` when the refund was changed by another request or run meanwhile. */
export type SettleRefund = (
  refund: Refund,
  outcome: RefundOutcome,
  options: CausedCall,
) => Promise<Order | undefined>;

const commands = { pending: 'request', succeeded: 'succeed', failed: 'fail' } as const satisfies Record<
  RefundOutcome['status'],
  RefundCommand
>;

const withOutcome = (refund: Refund, outcome: RefundOutcome, now: number, owner: string): Refund => {
  const moved = changedRefund(refund, commands[outcome.status], new Date(now).toISOString());
  switch (outcome.status) {
    case 'pending':
      return postpone({ ...moved, refundId: outcome.refundId }, 'pending at the payment gateway', now);
    case 'succeeded':
      return {
        ...settled(moved, now),
        refundId: outcome.refundId,
        failureReason: undefined,
        // A message that was read before the failure must not undo what an operator has found out since.
        ...(outcome.refundId === undefined && { leaseOwner: owner }),
      };
    case 'failed':
      return leaveToOperator(
        { ...settled(moved, now), refundId: outcome.refundId, failureReason: outcome.reason },
        'refund_failed',
        now,
      );
  }
};

/** The order after a refund has changed its state, with the event that reports it. */
const orderAfter = (
  order: Order,
  from: Refund,
  to: Refund,
  now: string,
): { readonly next: Order; readonly fact?: EventFact } => {
  const isReported = to.state === 'succeeded' || to.state === 'failed';
  const changed = isReported ? announceOrder(order, now) : changeOrder(order, now);
  const next = moveRefund(changed, to.amount, { from: from.state, to: to.state });
  if (to.state === 'succeeded') return { next, fact: refundSucceeded(next, to) };
  return isReported ? { next, fact: refundFailed(next, to, to.failureReason ?? 'unknown') } : { next };
};

/**
 * Stores how a refund stands, and its effect on the order, in one commit.
 * @throws {ServiceError} SYS-004 when the order keeps changing.
 */
export const createSettleRefund =
  ({ store, telemetry, clock, retryOnConflict, onStuck }: SettleRefundDependencies): SettleRefund =>
  (refund, outcome, { cause, ...options }) => {
    const write = async (limited: CallOptions): Promise<Order | undefined> => {
      const order = await store.findOrder(refund.orderId, limited);
      if (!order) throw new Error(`order ${refund.orderId} of a refund not found`);
      const now = clock();
      const after = withOutcome(refund, outcome, now, cause.correlationId);
      const { next, fact } = orderAfter(order, refund, after, new Date(now).toISOString());
      const failures = await store.commit(
        {
          order: { next, expectedRevision: order.revision },
          refund: replaceRefund(refund, after),
          ...(fact && { event: eventsOf(next, [fact], cause) }),
        },
        limited,
      );
      if (failures.some(({ kind }) => kind === 'refund')) return undefined;
      if (failures.length > 0) throw new ConflictError();
      telemetry.orderChanged(next);
      if (after.attention) onStuck({ orderId: after.orderId, refund: after.number }, after.attention.reason);
      return next;
    };
    return retryOnConflict(`order ${refund.orderId}`, write, options);
  };
