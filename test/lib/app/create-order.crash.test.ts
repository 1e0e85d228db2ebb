import { describe, expect, it } from 'vitest';
import { aProduct } from '../../builders/a-product.ts';
import { calmly } from '../../harness/shop/calmly.ts';
import { type Scene, strikeEachCall } from '../../harness/shop/crash.ts';
import { editProduct } from '../../harness/shop/edit-product.ts';
import { faultKinds } from '../../harness/shop/faults.ts';
import { createShop } from '../../harness/shop/shop.ts';

const items = [{ sku: 'TEA-001', quantity: 5 }];

/** A shop whose catalogue was read before its price changed, and whose units lie on several stock items. */
const withStaleCatalogue = async () => {
  const shop = await createShop(aProduct({ available: 12, stockShards: 3 }));
  const { order } = await shop.healthy.place('before', { items: [{ sku: 'TEA-001', quantity: 1 }] });
  await shop.healthy.cancel(order.id, 'cancel');
  await editProduct(shop.products, { unitPrice: { amount: 700, currency: 'USD' } });
  return { shop, stage: order.id };
};

const placing: Pick<Scene<string>, 'shop' | 'act'> = {
  shop: withStaleCatalogue,
  act: ({ place }) => place('place', { items }),
};

const ordersOf = async (shop: Awaited<ReturnType<typeof createShop>>) =>
  (await shop.orders.listOrders({ customerId: 'alice', limit: 10 }, calmly)).orders;

describe('createOrder, when one of its calls goes wrong', () => {
  describe.each(faultKinds)('and %s', (kind) => {
    it('places the order whole or not at all', async () => {
      expect(await strikeEachCall(placing, kind)).toBeGreaterThanOrEqual(4);
    });

    it('places one order, at the new price, when the customer tries again with the same key', async () => {
      const scene: Scene<string> = {
        ...placing,
        afterwards: ({ healthy }) => healthy.place('place', { items }),
        check: async (shop, before) => {
          const placed = (await ordersOf(shop)).filter(({ id }) => id !== before);
          expect(placed.map(({ total }) => total.amount)).toEqual([3_500]);
          expect(await shop.available()).toBe(7);
        },
      };
      await strikeEachCall(scene, kind);
    });
  });
});
