import { describe, expect, it } from 'vitest';
import type { Currency } from '../../../lib/domain/money.ts';
import { aProduct } from '../../builders/a-product.ts';
import { audit } from '../../harness/shop/audit.ts';
import { editProduct } from '../../harness/shop/edit-product.ts';
import { createShop } from '../../harness/shop/shop.ts';

const cents = (amount: number) => ({ amount, currency: 'USD' }) as const;
const ofTea = (quantity: number) => ({ items: [{ sku: 'TEA-001', quantity }] });

/** A shop whose price changed after it was cached. */
const repriced = async (before: number, after: number) => {
  const shop = await createShop(aProduct({ unitPrice: cents(before), available: 2_000 }));
  await shop.healthy.place('cached', ofTea(2));
  await editProduct(shop.products, { unitPrice: cents(after) });
  return shop;
};

describe('createOrder, when the total is checked', () => {
  it.each([
    [1, 49],
    [999, 200_000],
  ])('rejects %i units for %i cents each with ORD-006, and takes no stock', async (quantity, price) => {
    const shop = await createShop(aProduct({ unitPrice: cents(price), available: 2_000 }));
    await expect(shop.healthy.place('place', ofTea(quantity))).rejects.toMatchObject({
      code: 'ORD-006',
      details: { total: cents(quantity * price), minimum: cents(50), maximum: cents(99_999_999) },
    });
    expect(await shop.available()).toBe(2_000);
    await audit(shop);
  });

  it.each([0, 50])('accepts a total of %i cents', async (price) => {
    const shop = await createShop(aProduct({ unitPrice: cents(price) }));
    expect((await shop.healthy.place('place', ofTea(1))).order.total).toEqual(cents(price));
  });

  it('accepts a total at the present price that was too small at the cached one', async () => {
    const shop = await repriced(25, 60);
    expect((await shop.healthy.place('place', ofTea(1))).order.total).toEqual(cents(60));
  });

  it('rejects a total at the present price that was chargeable at the cached one', async () => {
    const shop = await repriced(60, 25);
    await expect(shop.healthy.place('place', ofTea(1))).rejects.toMatchObject({
      code: 'ORD-006',
      details: { total: cents(25) },
    });
    await audit(shop);
  });

  it('answers a repeated request as before, though its total could not be charged now', async () => {
    const shop = await createShop(aProduct({ unitPrice: cents(60) }));
    const first = await shop.healthy.place('place', ofTea(1));
    await editProduct(shop.products, { unitPrice: cents(25) });
    shop.advance(90_000);
    expect(await shop.healthy.place('place', ofTea(1))).toEqual({ ...first, replayed: true });
  });

  it('names the currencies of an order with several', async () => {
    const foreign = { amount: 500, currency: 'EUR' as Currency };
    const shop = await createShop(aProduct(), aProduct({ sku: 'CUP-001' }));
    const findEntries: typeof shop.products.findEntries = async (...call) => {
      const entries = await shop.products.findEntries(...call);
      return new Map(
        [...entries].map(([sku, entry]) => [
          sku,
          sku === 'CUP-001' ? { ...entry, unitPrice: foreign } : entry,
        ]),
      );
    };
    const abroad = shop.environment(undefined, { products: { ...shop.products, findEntries } });
    const items = [
      { sku: 'TEA-001', quantity: 1 },
      { sku: 'CUP-001', quantity: 1 },
    ];
    await expect(abroad.place('place', { items })).rejects.toMatchObject({
      code: 'VAL-001',
      details: { issues: [{ path: 'items', message: expect.stringContaining('USD and EUR') }] },
    });
  });
});
