import { type CallOptions, limitCall } from '../platform/call-options.ts';
import type { Clock } from '../platform/ports.ts';
import type { PendingOrders, PendingOrdersReader } from './ports/pending-orders-reader.ts';

export interface ReportPendingOrdersDependencies {
  readonly pending: PendingOrdersReader;
  /** Bound of counting, in milliseconds. */
  readonly timeoutMs: number;
  readonly onCounted: (orders: PendingOrders) => void;
  /** Called with the reason when they could not be counted this time. */
  readonly onFailure: (reason: unknown) => void;
}

/**
 * Use case: publish the number of pending orders for CloudWatch, which cannot ask. Never fails and takes no longer
 * than it may, since one number can be left out: no data is not 0.
 */
export const reportPendingOrders =
  ({ pending, timeoutMs, onCounted, onFailure }: ReportPendingOrdersDependencies) =>
  async (options: CallOptions): Promise<{ readonly pending?: number }> => {
    try {
      const orders = await pending.pendingOrders(limitCall(options, timeoutMs));
      onCounted(orders);
      return { pending: orders.count };
    } catch (reason) {
      onFailure(reason);
      return {};
    }
  };

export interface ReadPendingGaugesDependencies {
  readonly pending: PendingOrdersReader;
  readonly clock: Clock;
  /** Milliseconds for which a count is used again. */
  readonly ttlMs: number;
}

/**
 * Use case: the gauges of pending orders, for a scrape.
 * @throws {ServiceError} SYS-002 or SYS-003
 */
export const readPendingGauges = ({ pending, clock, ttlMs }: ReadPendingGaugesDependencies) => {
  let known: { readonly orders: PendingOrders; readonly until: number } | undefined;
  return async (options: CallOptions) => {
    if (!known || known.until <= clock()) {
      known = { orders: await pending.pendingOrders(options), until: clock() + ttlMs };
    }
    const { count, oldestAt = 0 } = known.orders;
    return { orders_pending: count, orders_oldest_pending_timestamp_seconds: oldestAt / 1_000 };
  };
};
