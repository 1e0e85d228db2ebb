import type { Caller } from '../contract/caller.ts';
import { orderNotFound } from '../contract/errors/factories.ts';
import { scopes } from '../contract/scopes.ts';
import { isOrderId } from '../domain/identifiers.ts';
import type { Order } from '../domain/order.ts';
import type { CallOptions } from '../platform/call-options.ts';
import type { OrderStore } from './ports/order-store.ts';

const maySee = ({ id, scopes: granted }: Caller, order: Order): boolean =>
  order.customerId === id || granted.includes(scopes.ordersAdmin);

/**
 * The order, provided that the caller may know of it.
 * @throws {ServiceError} ORD-001 when there is none or it is another customer's: the two look the same.
 */
export const ownedOrder = async (
  store: Pick<OrderStore, 'findOrder'>,
  caller: Caller,
  orderId: string,
  options: CallOptions,
): Promise<Order> => {
  const order = isOrderId(orderId) ? await store.findOrder(orderId, options) : undefined;
  if (!order || !maySee(caller, order)) throw orderNotFound(orderId);
  return order;
};

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
