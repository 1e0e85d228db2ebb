import { invalidStatusTransition } from '../contract/errors/factories.ts';
import type { Order } from '../domain/order.ts';
import { eventsOf } from '../domain/order-event.ts';
import { orderDelivered, orderShipped } from '../domain/order-fact.ts';
import { isAlreadyDone, targetStatus } from '../domain/order-status.ts';
import { transitionOrder } from '../domain/order-transition.ts';
import type { CallOptions } from '../platform/call-options.ts';
import type { Clock } from '../platform/ports.ts';
import { ConflictError, type RetryOnConflict } from '../platform/resilience/retry-on-conflict.ts';
import { ownedOrder } from './get-order.ts';
import { type CallerCommand, causeOf } from './idempotent-command.ts';
import type { OrderStore } from './ports/order-store.ts';
import type { OrderTelemetry } from './ports/telemetry.ts';

export interface AdvanceOrderDependencies {
  readonly store: Pick<OrderStore, 'findOrder' | 'commit'>;
  readonly telemetry: OrderTelemetry;
  readonly clock: Clock;
  readonly retryOnConflict: RetryOnConflict;
}

export interface AdvanceOrderCommand extends CallerCommand {
  readonly orderId: string;
}

const facts = { ship: orderShipped, deliver: orderDelivered } as const;

/**
 * Use case: send a confirmed order out, or record that it arrived. For an order that is already in the target status,
 * the result is the order unchanged, for every caller: the answer to the first request may have been lost.
 * @throws {ServiceError} ORD-001, ORD-003 when the order's status does not allow it, SYS-004.
 */
export const advanceOrder =
  (step: keyof typeof facts, { store, telemetry, clock, retryOnConflict }: AdvanceOrderDependencies) =>
  (command: AdvanceOrderCommand, options: CallOptions): Promise<Order> => {
    const { caller, orderId, correlationId } = command;
    const advance = async (limited: CallOptions): Promise<Order> => {
      const order = await ownedOrder(store, caller, orderId, limited);
      if (isAlreadyDone(order.status, step)) return order;
      const next = transitionOrder(order, step, new Date(clock()).toISOString());
      if (!next) throw invalidStatusTransition(order.status, targetStatus[step]);
      const failures = await store.commit(
        {
          order: { next, expectedRevision: order.revision },
          event: eventsOf(next, [facts[step](next)], causeOf(command, correlationId)),
        },
        limited,
      );
      if (failures.length > 0) throw new ConflictError();
      telemetry.orderChanged(next);
      return next;
    };
    return retryOnConflict(`order ${orderId}`, advance, options);
  };
