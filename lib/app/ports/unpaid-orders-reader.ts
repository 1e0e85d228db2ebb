import type { CallOptions } from '../../platform/call-options.ts';

export interface UnpaidOrdersReader {
  /** Whether a customer has at least so many unpaid orders. May be a moment behind. */
  hasUnpaid(customerId: string, atLeast: number, options: CallOptions): Promise<boolean>;
}
