import { describe, expect, it } from 'vitest';
import { aProduct } from '../../builders/a-product.ts';
import { type Scene, strikeEachCall } from '../../harness/shop/crash.ts';
import { faultKinds } from '../../harness/shop/faults.ts';
import { createShop } from '../../harness/shop/shop.ts';

/** A shop that sells on two stock items, and an order that holds units. */
const withHeldUnits = async () => {
  const shop = await createShop(aProduct({ available: 10, stockShards: 2 }));
  const { order } = await shop.healthy.place('place');
  return { shop, stage: order.id };
};

const moving: Pick<Scene<string>, 'shop' | 'act'> = {
  shop: withHeldUnits,
  act: ({ move }) => move('move', -5, 'written_off'),
};

const change = { unitPrice: { amount: 7, currency: 'USD' }, stockShards: 5 } as const;
const changing: Pick<Scene<string>, 'shop' | 'act'> = {
  shop: withHeldUnits,
  act: ({ put }) => put(change),
};

const creation = {
  sku: 'CUP-001',
  name: 'Cup',
  unitPrice: { amount: 5, currency: 'USD' },
  stock: 4,
} as const;

describe.each(faultKinds)('the catalogue, when one of its calls %s', (kind) => {
  it('moves stock as a whole or not at all', async () => {
    expect(await strikeEachCall(moving, kind)).toBeGreaterThanOrEqual(3);
  });

  it('moves stock once when the admin tries again with the same key', async () => {
    const scene: Scene<string> = {
      ...moving,
      afterwards: ({ healthy }) => healthy.move('move', -5, 'written_off'),
      check: async (shop) => expect(await shop.available()).toBe(3),
    };
    await strikeEachCall(scene, kind);
  });

  it('changes a product as a whole or not at all', async () => {
    expect(await strikeEachCall(changing, kind)).toBeGreaterThanOrEqual(2);
  });

  it('changes a product once when the admin tries again', async () => {
    const scene: Scene<string> = {
      ...changing,
      afterwards: ({ healthy }) => healthy.put(change),
      check: async ({ healthy, available }) => {
        expect(await healthy.put({})).toMatchObject({ ...change, version: 2 });
        expect(await available()).toBe(8);
      },
    };
    await strikeEachCall(scene, kind);
  });

  it('creates a product once when the admin tries again', async () => {
    const scene: Scene<string> = {
      shop: withHeldUnits,
      act: ({ put }) => put(creation),
      afterwards: ({ healthy }) => healthy.put(creation),
      check: async ({ healthy, available }) => {
        expect(await healthy.put(creation)).toMatchObject({ sku: 'CUP-001', version: 1 });
        expect(await available('CUP-001')).toBe(4);
      },
    };
    await strikeEachCall(scene, kind);
  });
});
