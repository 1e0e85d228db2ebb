import type { Caller } from '../contract/caller.ts';
import { orderNotFound } from '../contract/errors/factories.ts';
import { scopes } from '../contract/scopes.ts';
import { isOrderId } from '../domain/identifiers.ts';
import type { Order } from '../domain/order.ts';
import type { CallOptions } from './ports/call-options.ts';
import type { OrderRepository } from './ports/order-repository.ts';

export interface GetOrderQuery {
  readonly caller: Caller;
  readonly orderId: string;
}

const maySee = ({ id, scopes: granted }: Caller, order: Order): boolean =>
  order.customerId === id || granted.includes(scopes.ordersAdmin);

/**
 * Use case: read one order.
 * @throws {ServiceError} ORD-001 when there is none or it is another customer's: the two look the same.
 */
export const getOrder =
  ({ orders }: { readonly orders: Pick<OrderRepository, 'find'> }) =>
  async ({ caller, orderId }: GetOrderQuery, options: CallOptions): Promise<Order> => {
    const order = isOrderId(orderId) ? await orders.find(orderId, options) : undefined;
    if (!order || !maySee(caller, order)) throw orderNotFound(orderId);
    return order;
  };
