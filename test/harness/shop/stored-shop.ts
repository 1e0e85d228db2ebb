import type { OrderStore } from '../../../lib/app/ports/order-store.ts';
import type { ProductRepository } from '../../../lib/app/ports/product-repository.ts';
import { aCall } from '../../builders/a-call.ts';
import { anOrder } from '../../builders/an-order.ts';

/** An order store and the catalogue that it sells from. */
export interface Shop {
  readonly orders: OrderStore;
  readonly products: ProductRepository;
}

/** Gives the shop of the test that is running. */
export type CurrentShop = () => Shop;

/** A signal that nothing aborts. */
export const calmly = aCall();

/** Units on each stock item of a product. */
export const unitsOf = async ({ orders }: Shop, sku: string): Promise<number[]> =>
  (await orders.findStock(sku, calmly)).map(({ available }) => available);

/** All that is stored of an order, of some records and of some products. */
export const everythingOf = async (
  { orders }: Shop,
  recordIds: readonly string[],
  skus: readonly string[],
  orderId = anOrder().id,
) => ({
  order: await orders.findOrder(orderId, calmly),
  events: await orders.findEvents(orderId, calmly),
  reservation: await orders.findReservation(orderId, calmly),
  attempts: await Promise.all([1, 2].map((number) => orders.findAttempt(orderId, number, calmly))),
  records: await Promise.all(recordIds.map((id) => orders.findRecord(id, calmly))),
  stock: await Promise.all(skus.map((sku) => orders.findStock(sku, calmly))),
});
