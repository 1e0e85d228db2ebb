import { describe, expect, it } from 'vitest';
import { idempotencyWindowMs } from '../../../lib/contract/idempotency.ts';
import { aProduct } from '../../builders/a-product.ts';
import { audit } from '../../harness/shop/audit.ts';
import { editProduct } from '../../harness/shop/edit-product.ts';
import { createShop } from '../../harness/shop/shop.ts';

const ofTea = (quantity: number) => ({ items: [{ sku: 'TEA-001', quantity }] });

describe('createOrder, asked again with the same key', () => {
  it('repeats its answer byte for byte in every state of the order', async () => {
    const shop = await createShop();
    const first = await shop.healthy.place('place');
    await shop.healthy.pay(first.order.id, 'pay');
    await editProduct(shop.products, { name: 'Darjeeling' });
    shop.advance(90_000);
    expect(await shop.healthy.place('place')).toEqual({ ...first, replayed: true });
    expect(shop.told.placed).toHaveLength(1);
    await audit(shop);
  });

  it('repeats its answer when the stock is sold out', async () => {
    const shop = await createShop(aProduct({ available: 2 }));
    const first = await shop.healthy.place('place');
    expect(await shop.healthy.place('place')).toEqual({ ...first, replayed: true });
  });

  it('is IDM-002 for other items, though nothing is left to sell', async () => {
    const shop = await createShop(aProduct({ available: 2 }));
    await shop.healthy.place('place');
    await expect(shop.healthy.place('place', ofTea(1))).rejects.toMatchObject({ code: 'IDM-002' });
    expect((await shop.healthy.place('place')).replayed).toBe(true);
  });

  it('remembers for 24 hours, and then places a new order', async () => {
    const shop = await createShop();
    const first = await shop.healthy.place('place');
    shop.advance(idempotencyWindowMs - 1);
    expect(await shop.healthy.place('place')).toEqual({ ...first, replayed: true });
    shop.advance(1);
    const second = await shop.healthy.place('place');
    expect(second.replayed).toBe(false);
    expect(second.order.id).not.toBe(first.order.id);
    expect((await shop.healthy.place('place')).body).toBe(second.body);
    await audit(shop);
  });

  it('places a new order when the key is forgotten while it is placed', async () => {
    const shop = await createShop();
    const first = await shop.healthy.place('place');
    shop.advance(idempotencyWindowMs - 1);
    const late = shop.environment((name, call) => {
      if (name === 'commit') shop.advance(1);
      return call();
    });
    const second = await late.place('place');
    expect(second.replayed).toBe(false);
    expect(second.order.id).not.toBe(first.order.id);
  });

  it('takes other items once the key is forgotten', async () => {
    const shop = await createShop();
    await shop.healthy.place('place');
    shop.advance(idempotencyWindowMs);
    expect(await shop.healthy.place('place', ofTea(3))).toMatchObject({ statusCode: 201, replayed: false });
  });

  it('places one order for 30 concurrent requests, and answers each of them with it', async () => {
    const shop = await createShop(aProduct({ available: 5, stockShards: 2 }));
    const answers = await Promise.all(Array.from({ length: 30 }, () => shop.healthy.place('place')));
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    expect(await shop.available()).toBe(3);
    await audit(shop);
  });

  it('accepts one of two different concurrent requests, and refuses the other', async () => {
    const shop = await createShop();
    const both = [1, 2].map((quantity) => shop.healthy.place('place', ofTea(quantity)));
    const answers = await Promise.allSettled(both);
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'IDM-002' },
    });
    await audit(shop);
  });
});
