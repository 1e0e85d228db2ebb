import { type CallOptions, limitCall } from '../platform/call-options.ts';
import type { PendingOrders, PendingOrdersReader } from './ports/pending-orders-reader.ts';

export interface ReportPendingOrdersDependencies {
  readonly pending: PendingOrdersReader;
  /** How long counting may take, in milliseconds. */
  readonly timeoutMs: number;
  readonly onCounted: (orders: PendingOrders) => void;
  /** Told why they could not be counted this time. */
  readonly onFailure: (reason: unknown) => void;
}

/**
 * Use case: tell how many orders wait for their payment to whoever cannot ask. Never fails, and takes no longer than
 * it may: the number of this time can be done without. It says nothing then, which is not the same as 0.
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
