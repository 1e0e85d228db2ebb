import { eventsOf } from '../domain/order-event.ts';
import { orderExpired } from '../domain/order-fact.ts';
import { expireOrder } from '../domain/order-transition.ts';
import type { CallOptions } from '../platform/call-options.ts';
import type { Clock } from '../platform/ports.ts';
import { ConflictError, type RetryOnConflict } from '../platform/resilience/retry-on-conflict.ts';
import { changeReservation } from './order-changes.ts';
import type { OrderStore } from './ports/order-store.ts';
import type { OrderTelemetry } from './ports/telemetry.ts';

export interface ExpireOrdersDependencies {
  readonly store: OrderStore;
  readonly telemetry: OrderTelemetry;
  readonly clock: Clock;
  readonly retryOnConflict: RetryOnConflict;
  /** Most orders in one run. */
  readonly batchSize: number;
  /** Receives the reason why an order could not be expired in this run. */
  readonly onFailure: (orderId: string, reason: unknown) => void;
}

export interface ExpiryResult {
  readonly found: number;
  readonly expired: number;
}

/**
 * Use case: end orders that were not paid in time, and give their stock back. An order that is being paid is
 * left alone: either the payment is recorded first or the expiry, never both.
 */
export const expireOrders = ({
  store,
  telemetry,
  clock,
  retryOnConflict,
  batchSize,
  onFailure,
}: ExpireOrdersDependencies) => {
  const expireOne = async (
    orderId: string,
    correlationId: string,
    options: CallOptions,
  ): Promise<boolean> => {
    const [order, reservation] = await Promise.all([
      store.findOrder(orderId, options),
      store.findReservation(orderId, options),
    ]);
    const now = new Date(clock()).toISOString();
    const next = order && expireOrder(order, now);
    if (!order || !next || !reservation) return false;
    const failures = await store.commit(
      {
        order: { next, expectedRevision: order.revision },
        event: eventsOf(next, [orderExpired(next)], { correlationId, causationId: 'expire-orders' }),
        reservation: changeReservation(reservation, 'expire', now),
        giveBack: reservation.allocations,
      },
      options,
    );
    if (failures.length > 0) throw new ConflictError();
    telemetry.orderChanged(next);
    return true;
  };

  return async (
    { correlationId }: { correlationId: string },
    options: CallOptions,
  ): Promise<ExpiryResult> => {
    const due = await store.listExpired(new Date(clock()).toISOString(), batchSize, options);
    let expired = 0;
    for (const orderId of due) {
      if (options.signal.aborted) break;
      try {
        const expire = () => expireOne(orderId, correlationId, options);
        if (await retryOnConflict(`order ${orderId}`, expire, options)) expired += 1;
      } catch (reason) {
        onFailure(orderId, reason);
      }
    }
    return { found: due.length, expired };
  };
};
