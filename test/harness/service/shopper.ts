import type * as z from 'zod';
import type { orderSchema } from '../../../lib/contract/schemas/order-schemas.ts';
import { scopes } from '../../../lib/contract/scopes.ts';
import { testPaymentMethods } from '../../../lib/contract/test-payment-methods.ts';
import type { CustomerType } from '../../../lib/domain/order.ts';
import type { Answer, RequestFacts, Service } from './running-service.ts';

export type Order = z.output<typeof orderSchema>;

export const customerScope = `${scopes.ordersRead} ${scopes.ordersWrite}`;
export const adminScope = `${customerScope} ${scopes.ordersAdmin}`;

/** Somebody with a token, in the words of the shop. */
export const shopper = async (
  service: Service,
  id: string,
  scope = customerScope,
  customerType?: CustomerType,
) => {
  const token = await service.tokenFor(id, scope, customerType);
  const send = (...[routeId, facts]: [Parameters<Service['send']>[1], RequestFacts?]) =>
    service.send(token, routeId, facts);

  const order = (sku: string, quantity = 1, facts: RequestFacts = {}): Promise<Answer> =>
    send('create-order', { body: { items: [{ sku, quantity }] }, ...facts });

  return {
    id,
    token,
    send,
    order,
    /** @throws {Error} when the order is refused. */
    async placed(sku: string, quantity = 1): Promise<Order> {
      const answer = await order(sku, quantity);
      if (answer.statusCode !== 201) throw new Error(`no order: ${answer.statusCode} ${answer.body}`);
      return answer.json<Order>();
    },
    pay: (orderId: string, paymentMethod: string = testPaymentMethods.succeeds, facts: RequestFacts = {}) =>
      send('pay-order', { path: { orderId }, body: { paymentMethod }, ...facts }),
    cancel: (orderId: string) => send('cancel-order', { path: { orderId } }),
    ship: (orderId: string) => send('ship-order', { path: { orderId } }),
    deliver: (orderId: string) => send('deliver-order', { path: { orderId } }),
    async look(orderId: string): Promise<Order> {
      return (await send('get-order', { path: { orderId } })).json<Order>();
    },
  };
};

/** A customer who may have any number of unpaid orders. */
export const businessShopper = (service: Service, id: string) =>
  shopper(service, id, customerScope, 'business');

export type Shopper = Awaited<ReturnType<typeof shopper>>;

/** Puts a product on the shelf: 10.00 USD unless said otherwise. */
export const stock = async (
  service: Service,
  sku: string,
  units: number,
  more: { readonly amount?: number; readonly stockShards?: number } = {},
): Promise<void> => {
  const { amount = 1_000, ...rest } = more;
  const answer = await service.send(await service.tokenFor('shopkeeper', adminScope), 'put-product', {
    path: { sku },
    body: { name: `Product ${sku}`, unitPrice: { amount, currency: 'USD' }, stock: units, ...rest },
  });
  if (answer.statusCode !== 200) throw new Error(`no product: ${answer.statusCode} ${answer.body}`);
};

/** Units of a product that are left. */
export const unitsLeft = async (service: Service, sku: string): Promise<number> =>
  (await service.send(undefined, 'get-product', { path: { sku } })).json<{ available: number }>().available;
