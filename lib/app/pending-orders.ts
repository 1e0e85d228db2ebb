import { type CallOptions, limitCall } from '../platform/call-options.ts';
import type { Clock } from '../platform/ports.ts';
import type { PendingOrdersReader } from './ports/pending-orders-reader.ts';

export interface ReportPendingOrdersDependencies {
  /** The number of pending orders. */
  readonly count: (options: CallOptions) => Promise<number>;
  /** Bound of counting, in milliseconds. */
  readonly timeoutMs: number;
  readonly onCounted: (pending: number) => void;
  /** Called with the reason when they could not be counted this time. */
  readonly onFailure: (reason: unknown) => void;
}

/**
 * Use case: publish the number of pending orders for CloudWatch, which cannot ask. Never fails and takes no longer
 * than it may, since one number can be left out: no data is not 0.
 */
export const reportPendingOrders =
  ({ count, timeoutMs, onCounted, onFailure }: ReportPendingOrdersDependencies) =>
  async (options: CallOptions): Promise<{ readonly pending?: number }> => {
    try {
      const pending = await count(limitCall(options, timeoutMs));
      onCounted(pending);
      return { pending };
    } catch (reason) {
      onFailure(reason);
      return {};
    }
  };

export interface ReadOldestPendingDependencies {
  readonly pending: PendingOrdersReader;
  readonly clock: Clock;
  /** Milliseconds for which a time is used again. */
  readonly ttlMs: number;
}

/**
 * Use case: the gauge of the oldest pending order, for a scrape.
 * @throws {ServiceError} SYS-002 or SYS-003
 */
export const readOldestPending = ({ pending, clock, ttlMs }: ReadOldestPendingDependencies) => {
  let known: { readonly oldestAt: number | undefined; readonly until: number } | undefined;
  return async (options: CallOptions) => {
    if (!known || known.until <= clock()) {
      known = { oldestAt: await pending.oldestPendingAt(options), until: clock() + ttlMs };
    }
    return { orders_oldest_pending_timestamp_seconds: (known.oldestAt ?? 0) / 1_000 };
  };
};
