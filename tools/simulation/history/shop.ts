import type { Draws } from '../world/draws.ts';
import type { Principal } from './api-request.ts';
import type { Client, Observation } from './client.ts';
import { bodyOf } from './client.ts';

/** Shared knowledge of the clients of a history. */
export interface Shop {
  readonly skus: readonly string[];
  readonly customers: readonly Principal[];
  readonly admin: Principal;
  /** Orders in answers to clients, with their customers. */
  readonly orders: { readonly id: string; readonly customer: Principal; readonly total: number }[];
  /** Customers who give no command any more. */
  readonly left: Set<string>;
  /** Customers of whom nothing is kept any more. */
  readonly erased: Set<string>;
  newKey(): string;
}

export const admin: Principal = { sub: 'admin', isAdmin: true };

const price = (draws: Draws) => ({ amount: draws.between(50, 5_000), currency: 'USD' });

/** Draws the customers and the catalogue of a history. */
export const drawShop = (draws: Draws): Shop => {
  let keys = 0;
  return {
    skus: Array.from({ length: draws.between(1, 4) }, (_, n) => `SKU-${n + 1}`),
    customers: Array.from({ length: draws.between(1, 5) }, (_, n) => ({
      sub: `customer-${n + 1}`,
      isAdmin: false,
    })),
    admin,
    orders: [],
    left: new Set(),
    erased: new Set(),
    newKey() {
      keys += 1;
      return `key-${String(keys).padStart(16, '0')}`;
    },
  };
};

/** Adds the products of the catalogue: some of them scarce, some spread over several stock items. */
export const stockShop = async (client: Client, { skus }: Shop, draws: Draws): Promise<void> => {
  for (const sku of skus) {
    await client.send({
      routeId: 'put-product',
      by: admin,
      path: { sku },
      body: {
        name: `Product ${sku}`,
        unitPrice: price(draws),
        stock: draws.pick([0, 3, 10, 100, 1_000]),
        stockShards: draws.pick([1, 1, 2, 5]),
      },
    });
  }
};

/** A change of a product by an administrator. */
export const drawProductChange = (draws: Draws): Record<string, unknown> =>
  draws.pick([
    () => ({ unitPrice: price(draws) }),
    () => ({ name: `Renamed ${draws.between(1, 9)}` }),
    () => ({ stockShards: draws.between(1, 6) }),
    () => ({ unitPrice: price(draws), stockShards: draws.between(1, 6) }),
    () => ({ discontinued: draws.chance(0.3) }),
  ])();

/** Remembers the order that an answer is about. */
export const noteOrder = (
  shop: Shop,
  customer: Principal,
  answer: Observation | undefined,
): string | undefined => {
  if (answer?.status !== 201) return undefined;
  const { id, total } = bodyOf(answer) as { id: string; total: { amount: number } };
  if (!shop.orders.some((order) => order.id === id)) shop.orders.push({ id, customer, total: total.amount });
  return id;
};
