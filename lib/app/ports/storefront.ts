import type { CallOptions } from '../../platform/call-options.ts';

/** The service as its clients reach it. */
export interface Storefront {
  /**
   * Places an order of one unit, and resolves to its id.
   * @throws {Error} with the step that failed and its answer.
   */
  placeOrder(options: CallOptions): Promise<string>;
  /** @throws {Error} with the answer. */
  cancelOrder(orderId: string, options: CallOptions): Promise<void>;
}
