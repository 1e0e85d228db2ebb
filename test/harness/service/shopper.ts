import { createOrderServiceClient, type Order } from '../../../client/src/order-service-client.ts';
import { scopes } from '../../../lib/contract/scopes.ts';
import { testPaymentMethods } from '../../../lib/contract/test-payment-methods.ts';
import type { CustomerType } from '../../../lib/domain/order.ts';
import { labelledFetch } from '../../../tools/command-line/run-label.ts';
import type { Answer, RequestFacts, Service } from './running-service.ts';

export const customerScope = `${scopes.ordersRead} ${scopes.ordersWrite}`;
export const adminScope = `${customerScope} ${scopes.ordersAdmin}`;

/** A client that reports the first failure: a test does not hide one by a retry. */
const clientFor = ({ url }: Service, token?: string) =>
  createOrderServiceClient({ baseUrl: url, token, maxAttempts: 1, fetch: labelledFetch('tests') });

/** A user with a token, in the terms of the shop. */
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

  const client = clientFor(service, token);

  return {
    id,
    token,
    send,
    order,
    /** @throws {OrderServiceError} when the order is refused. */
    placed: async (sku: string, quantity = 1): Promise<Order> =>
      (await client.createOrder({ items: [{ sku, quantity }] })).body,
    pay: (orderId: string, paymentMethod: string = testPaymentMethods.succeeds, facts: RequestFacts = {}) =>
      send('pay-order', { path: { orderId }, body: { paymentMethod }, ...facts }),
    cancel: (orderId: string) => send('cancel-order', { path: { orderId } }),
    ship: (orderId: string) => send('ship-order', { path: { orderId } }),
    deliver: (orderId: string) => send('deliver-order', { path: { orderId } }),
    /** @throws {OrderServiceError} */
    look: async (orderId: string): Promise<Order> => (await client.getOrder(orderId)).body,
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
  const client = clientFor(service, await service.tokenFor('shopkeeper', adminScope));
  const product = { name: `Product ${sku}`, unitPrice: { amount, currency: 'USD' as const }, stock: units };
  await client.putProduct(sku, { ...product, ...rest });
};

/** Units of a product that are left. */
export const unitsLeft = async (service: Service, sku: string): Promise<number> =>
  (await clientFor(service).getProduct(sku)).body.available;
