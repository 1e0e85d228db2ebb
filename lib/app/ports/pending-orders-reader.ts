import type { CallOptions } from '../../platform/call-options.ts';

/** The orders that wait for their payment, at a moment. */
export interface PendingOrders {
  readonly count: number;
  /** When the oldest was placed, in milliseconds since 1970; none when none waits. */
  readonly oldestAt: number | undefined;
}

export interface PendingOrdersReader {
  pendingOrders(options: CallOptions): Promise<PendingOrders>;
}
