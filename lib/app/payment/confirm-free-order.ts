import { invalidStatusTransition } from '../../contract/errors/factories.ts';
import type { StoredResponse } from '../../contract/idempotency.ts';
import type { Order } from '../../domain/order.ts';
import { eventsOf } from '../../domain/order-event.ts';
import { orderConfirmed } from '../../domain/order-fact.ts';
import { payableStatus, transitionOrder } from '../../domain/order-transition.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import { ConflictError } from '../../platform/resilience/retry-on-conflict.ts';
import { causeOf, completedRecord, type IdempotentCommand } from '../idempotent-command.ts';
import type { OrderStore } from '../ports/order-store.ts';
import type { OrderTelemetry } from '../ports/telemetry.ts';

export interface ConfirmFreeOrderDependencies {
  readonly store: Pick<OrderStore, 'commit'>;
  readonly telemetry: OrderTelemetry;
  readonly respond: (order: Order) => StoredResponse;
}

/** Confirms an order with a total of 0 and answers it. */
export type ConfirmFreeOrder = (
  order: Order,
  command: IdempotentCommand,
  now: number,
  options: CallOptions,
) => Promise<StoredResponse>;

/**
 * Confirms an order for which nothing has to be charged, in one commit with its event and the record of the
 * request. There is no payment attempt, so a cancellation refunds nothing.
 * @throws {ServiceError} ORD-003 when the order cannot be paid any more.
 * @throws {ConflictError} when another request changed the order at the same time.
 */
export const createConfirmFreeOrder =
  ({ store, telemetry, respond }: ConfirmFreeOrderDependencies): ConfirmFreeOrder =>
  async (order, command, now, options) => {
    const { claim } = command;
    const at = new Date(now).toISOString();
    const status = payableStatus(order, at);
    const next = status === 'pending' ? transitionOrder(order, 'confirm', at) : undefined;
    if (!next) throw invalidStatusTransition(status, 'confirmed');
    const response = respond(next);
    const failures = await store.commit(
      {
        order: { next, expectedRevision: order.revision },
        event: eventsOf(next, [orderConfirmed(next)], causeOf(command, claim.recordId)),
        idempotency: { record: completedRecord(claim, response, now), now: at },
      },
      options,
    );
    if (failures.length > 0) throw new ConflictError();
    telemetry.orderChanged(next);
    return response;
  };
