import type { CallOptions } from '../../platform/call-options.ts';

export interface PendingOrdersReader {
  /**
   * When the oldest order that waits for its payment was placed, in milliseconds since 1970; `undefined` when none
   * waits. May be a moment behind.
   */
  oldestPendingAt(options: CallOptions): Promise<number | undefined>;
}
