import { eventsOf } from '../domain/order-event.ts';
import { orderExpired } from '../domain/order-fact.ts';
import { expireOrder } from '../domain/order-transition.ts';
import type { CallOptions } from '../platform/call-options.ts';
import type { Clock } from '../platform/ports.ts';
import { type DrainSettings, drainBacklog } from '../platform/resilience/drain-backlog.ts';
import { ConflictError, type RetryOnConflict } from '../platform/resilience/retry-on-conflict.ts';
import { changeReservation } from './order-changes.ts';
import type { DueItem, OrderStore } from './ports/order-store.ts';
import type { OrderTelemetry } from './ports/telemetry.ts';

export interface ExpireOrdersDependencies {
  readonly store: OrderStore;
  readonly telemetry: OrderTelemetry;
  readonly clock: Clock;
  readonly retryOnConflict: RetryOnConflict;
  readonly drain: DrainSettings;
  /** Receives the reason why an order could not be expired in this run. */
  readonly onFailure: (orderId: string, reason: unknown) => void;
}

export interface ExpiryResult {
  readonly found: number;
  readonly expired: number;
  /** Orders whose expiry failed; they are put off. */
  readonly failed: number;
  /** Whether every due order was processed in time. */
  readonly complete: boolean;
}

/**
 * Use case: end orders that were not paid in time, and give their stock back. An order that is being paid is
 * left alone: either the payment is recorded first or the expiry, never both. An order that fails is put off.
 */
export const expireOrders = ({
  store,
  telemetry,
  clock,
  retryOnConflict,
  drain,
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
    if (!order || !next) return false;
    if (!reservation) throw new Error(`order ${orderId} has no reservation`);
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
    const now = new Date(clock()).toISOString();
    const backlog = {
      items: store.listDue('EXPIRY', now, options),
      dueSince: ({ dueSince }: DueItem) => Date.parse(dueSince),
      work: ({ orderId }: DueItem) =>
        retryOnConflict(`order ${orderId}`, (limited) => expireOne(orderId, correlationId, limited), options),
      putOff: (item: DueItem, until: number) => store.putOff(item, new Date(until).toISOString(), options),
      onFailure: ({ orderId }: DueItem, reason: unknown) => onFailure(orderId, reason),
    };
    const { done, ...counts } = await drainBacklog(backlog, drain, options);
    return { ...counts, expired: done };
  };
};
