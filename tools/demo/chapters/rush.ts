import type { Shop } from '../shop.ts';
import { toRoute } from '../shop-client.ts';

/** Customers for each unit. */
const buyersPerUnit = 4;

/** Many customers order a scarce product at the same moment; its units are on one stock item. */
export const rush =
  (buyers: number) =>
  async (shop: Shop): Promise<void> => {
    const { guide, admin, newCustomer, newKey, offer } = shop;
    const units = buyers / buyersPerUnit;
    const sku = `${shop.sku}-RUSH`;
    await guide.step('An admin puts a scarce product on sale', {
      request: offer(admin, { sku, stock: units }),
      expected: { status: 200, body: { sku, available: units } },
    });
    const numbers = Array.from({ length: buyers }, (_, number) => number);
    const tokens = await Promise.all(numbers.map((number) => newCustomer(`buyer-${number}`)));
    const orders = tokens.map((token) =>
      toRoute('create-order', {
        token,
        idempotencyKey: newKey(),
        body: { items: [{ sku, quantity: 1 }], source: 'web' },
      }),
    );
    await guide.together('Each unit is sold once; the other orders are refused', orders, {
      '201': units,
      '409 ORD-004': buyers - units,
    });
    await guide.step('No unit is left', {
      request: toRoute('get-product', { path: { sku } }),
      expected: { status: 200, body: { sku, available: 0 } },
    });
  };
