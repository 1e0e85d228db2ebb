import type { Order } from '../../domain/order.ts';
import type { CallOptions } from './call-options.ts';

export interface OrderRepository {
  /**
   * Stores a new order.
   * @throws {Error} when an order with this id exists; the stored one is left as it is.
   */
  insert(order: Order, options: CallOptions): Promise<void>;
  /** The order, or `undefined` when there is none. Sees every write that was confirmed before. */
  find(orderId: string, options: CallOptions): Promise<Order | undefined>;
}
