import { invalidStatusTransition } from '../contract/errors/factories.ts';
import type { StoredResponse } from '../contract/idempotency.ts';
import type { Order } from '../domain/order.ts';
import { eventsOf } from '../domain/order-event.ts';
import { orderCancelled } from '../domain/order-fact.ts';
import { claimRefund, refundableOf } from '../domain/order-refunds.ts';
import { isAlreadyDone } from '../domain/order-status.ts';
import { awaitsCustomer, transitionOrder } from '../domain/order-transition.ts';
import type { Refund } from '../domain/refund.ts';
import type { CallOptions } from '../platform/call-options.ts';
import type { Clock } from '../platform/ports.ts';
import { ConflictError, type RetryOnConflict } from '../platform/resilience/retry-on-conflict.ts';
import { ownedOrder } from './get-order.ts';
import {
  answerBefore,
  type CommandResult,
  causeOf,
  completedRecord,
  type IdempotentCommand,
} from './idempotent-command.ts';
import { changeReservation } from './order-changes.ts';
import type { RefundNow } from './payment/refund-now.ts';
import type { CausedCall } from './payment/settle-refund.ts';
import type { OrderStore } from './ports/order-store.ts';
import type { OrderTelemetry } from './ports/telemetry.ts';

export interface CancelOrderDependencies {
  readonly store: OrderStore;
  readonly refundNow: RefundNow;
  /** Cancels a payment that waits for the customer. Never rejects: the reconciler tries again. */
  readonly abandon: (order: Order, options: CausedCall) => Promise<void>;
  readonly telemetry: OrderTelemetry;
  readonly clock: Clock;
  readonly retryOnConflict: RetryOnConflict;
  /** How long the request for a refund may take, in milliseconds. */
  readonly leaseMs: number;
  readonly respond: (order: Order) => StoredResponse;
}

export interface CancelOrderCommand extends IdempotentCommand {
  readonly orderId: string;
}

/** The attempt whose money has to go back when the order is cancelled. */
const attemptToRefund = async (store: OrderStore, order: Order, options: CallOptions) =>
  order.payment && refundableOf(order).amount > 0
    ? store.findAttempt(order.id, order.payment.attempt, options)
    : undefined;

/**
 * Use case: cancel an order, give its stock back and, if it was paid, the money that was not refunded before. The refund
 * is recorded in the same write and requested right after it; the reconciler pursues it. The answer for a cancelled
 * order is the order as it is: a request whose answer was lost may be repeated with another key.
 * @throws {ServiceError} ORD-001, ORD-003 when the order can no longer be cancelled, IDM-002, SYS-004.
 */
export const cancelOrder = ({
  store,
  refundNow,
  abandon,
  telemetry,
  clock,
  retryOnConflict,
  leaseMs,
  respond,
}: CancelOrderDependencies) => {
  /** The answer, and the refund that is due. */
  const cancel = async (
    command: CancelOrderCommand,
    options: CallOptions,
    mayAbandon = true,
  ): Promise<{ readonly result: CommandResult; readonly due?: Refund | undefined }> => {
    const { claim, caller, orderId } = command;
    const cause = causeOf(command, claim.recordId);
    const [record, order] = await Promise.all([
      store.findRecord(claim.recordId, options),
      ownedOrder(store, caller, orderId, options),
    ]);
    const now = clock();
    const at = new Date(now).toISOString();
    const earlier = answerBefore(record, claim, now);
    if (earlier) return { result: earlier };
    if (isAlreadyDone(order.status, 'cancel')) {
      const response = respond(order);
      const idempotency = { record: completedRecord(claim, response, now), now: at };
      // As a change of the order that was read: the answer must not name a customer who is erased meanwhile.
      const next = { ...order, revision: order.revision + 1 };
      const change = { order: { next, expectedRevision: order.revision }, idempotency };
      const failures = await store.commit(change, options);
      if (failures.length > 0) throw new ConflictError();
      return { result: { response, replayed: false } };
    }
    const cancelled = transitionOrder(order, 'cancel', at);
    if (!cancelled) throw invalidStatusTransition(order.status, 'cancelled');
    if (mayAbandon && awaitsCustomer(order)) {
      await abandon(order, { ...options, cause });
      return cancel(command, options, false);
    }
    const [reservation, attempt] = await Promise.all([
      store.findReservation(order.id, options),
      attemptToRefund(store, order, options),
    ]);
    if (!reservation) throw new Error(`order ${order.id} has no reservation`);

    const claimed =
      attempt &&
      claimRefund(cancelled, attempt, {
        amount: refundableOf(order),
        leaseOwner: claim.owner,
        leaseUntil: new Date(now + leaseMs).toISOString(),
        now: at,
      });
    const next = claimed?.order ?? cancelled;
    const response = respond(next);
    const failures = await store.commit(
      {
        order: { next, expectedRevision: order.revision },
        event: eventsOf(
          next,
          [orderCancelled(next, { refundDue: claimed !== undefined, previousStatus: order.status })],
          cause,
        ),
        reservation: changeReservation(reservation, 'release', at),
        giveBack: reservation.allocations,
        ...(claimed && { refund: { next: claimed.refund } }),
        idempotency: { record: completedRecord(claim, response, now), now: at },
      },
      options,
    );
    if (failures.length > 0) throw new ConflictError();
    telemetry.orderChanged(next);
    return { result: { response, replayed: false }, due: claimed?.refund };
  };

  return async (command: CancelOrderCommand, options: CallOptions): Promise<CommandResult> => {
    const subject = `order ${command.orderId}`;
    const { result, due } = await retryOnConflict(subject, (limited) => cancel(command, limited), options);
    const cause = causeOf(command, command.claim.recordId);
    if (due) await refundNow(due, { ...options, cause });
    return result;
  };
};
