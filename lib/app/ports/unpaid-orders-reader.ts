import type { CallOptions } from '../../platform/call-options.ts';

export interface UnpaidOrdersReader {
  /** Whether at least so many of a customer's orders wait for their payment. May be a moment behind. */
  hasUnpaid(customerId: string, atLeast: number, options: CallOptions): Promise<boolean>;
}
