import type { CallOptions } from '../../platform/call-options.ts';

export interface UnpaidOrdersReader {
  /** Number of a customer's orders that wait for their payment, at most `atMost`. May be a moment behind. */
  countUnpaid(customerId: string, atMost: number, options: CallOptions): Promise<number>;
}
