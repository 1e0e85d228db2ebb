import type { Caller } from '../contract/caller.ts';
import type { Order } from '../domain/order.ts';
import type { CallOptions } from '../platform/call-options.ts';
import { ownedOrder } from './owned-order.ts';
import type { OrderStore } from './ports/order-store.ts';

export interface GetOrderQuery {
  readonly caller: Caller;
  readonly orderId: string;
}

/**
 * Use case: read one order.
 * @throws {ServiceError} ORD-001 when there is none or it is another customer's.
 */
export const getOrder =
  ({ store }: { readonly store: Pick<OrderStore, 'findOrder'> }) =>
  ({ caller, orderId }: GetOrderQuery, options: CallOptions): Promise<Order> =>
    ownedOrder(store, caller, orderId, options);
