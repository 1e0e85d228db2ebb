import { describe, expect, it } from 'vitest';
import { aProduct } from '../../builders/a-product.ts';
import { audit } from '../../harness/shop/audit.ts';
import { calmly } from '../../harness/shop/calmly.ts';
import { createShop } from '../../harness/shop/shop.ts';

const unitsOf = async ({ orders }: Awaited<ReturnType<typeof createShop>>) =>
  (await orders.findStock('TEA-001', calmly)).map(({ available }) => available);

describe('moveStock', () => {
  it('answers 201 with the product and its new availability', async () => {
    const { healthy } = await createShop();
    expect(await healthy.move('move', 5)).toMatchObject({
      statusCode: 201,
      replayed: false,
      product: { sku: 'TEA-001', available: 30 },
    });
  });

  it('spreads received units over the stock items, and takes removed units from them', async () => {
    const shop = await createShop(aProduct({ available: 3, stockShards: 3 }));
    await shop.healthy.move('move', 7);
    expect(await unitsOf(shop)).toEqual([4, 3, 3]);
    await shop.healthy.move('move-2', -9, 'written_off');
    expect(await unitsOf(shop)).toEqual([0, 0, 1]);
    await audit(shop);
  });

  it('enters the movement in the ledger, with its caller', async () => {
    const shop = await createShop();
    await shop.healthy.move('move', 5);
    await shop.healthy.move('move-2', -2, 'correction');
    const movements = await Array.fromAsync(shop.ledger.listMovements('TEA-001', calmly));
    const movedAt = new Date(shop.clock()).toISOString();
    expect(movements).toEqual([
      { id: expect.any(String), sku: 'TEA-001', quantity: 5, reason: 'received', movedAt, movedBy: 'root' },
      {
        id: expect.any(String),
        sku: 'TEA-001',
        quantity: -2,
        reason: 'correction',
        movedAt,
        movedBy: 'root',
      },
    ]);
  });

  it('leaves version and price of the product as they are', async () => {
    const shop = await createShop();
    await shop.healthy.move('move', 5);
    expect(await shop.products.find('TEA-001', calmly)).toEqual({ ...aProduct(), available: 30 });
  });

  it('is PRD-004 for a removal of units that orders hold, and changes nothing', async () => {
    const shop = await createShop(aProduct({ available: 6, stockShards: 2 }));
    await shop.healthy.place('place');
    await expect(shop.healthy.move('move', -5, 'written_off')).rejects.toMatchObject({
      code: 'PRD-004',
      details: { sku: 'TEA-001', requested: 5, available: 4 },
    });
    expect(await shop.available()).toBe(4);
    await shop.healthy.move('move-2', -4, 'written_off');
    expect(await shop.available()).toBe(0);
    await audit(shop);
  });

  it('is PRD-001 for an unknown product', async () => {
    const { healthy } = await createShop();
    await expect(healthy.move('move', 5, 'received', 'TEA-404')).rejects.toMatchObject({
      code: 'PRD-001',
      status: 404,
    });
  });

  it('moves the stock of a discontinued product, too', async () => {
    const shop = await createShop();
    await shop.healthy.put({ discontinued: true });
    await shop.healthy.move('move', -25, 'written_off');
    expect(await shop.available()).toBe(0);
  });
});

describe('moveStock, asked again with the same key', () => {
  it('answers byte for byte as it did, and moves nothing', async () => {
    const shop = await createShop();
    const first = await shop.healthy.move('move', 5);
    await shop.healthy.place('place');
    expect(await shop.healthy.move('move', 5)).toEqual({ ...first, replayed: true });
    expect(await shop.available()).toBe(28);
  });

  it('is IDM-002 for another quantity', async () => {
    const shop = await createShop();
    await shop.healthy.move('move', 5);
    await expect(shop.healthy.move('move', 6)).rejects.toMatchObject({ code: 'IDM-002' });
    expect(await shop.available()).toBe(30);
  });
});
