import { describe, expect, it } from 'vitest';
import { createDynamoStockContention } from '../../../../lib/adapters/dynamodb/dynamo-stock-contention.ts';
import { createDynamoStockLedger } from '../../../../lib/adapters/dynamodb/dynamo-stock-ledger.ts';
import { createMemoryCatalogueCache } from '../../../../lib/adapters/memory-catalogue-cache.ts';
import { ServiceError } from '../../../../lib/contract/errors/factories.ts';
import { mergeShards, splitShards } from '../../../../lib/domain/product.ts';
import { createRetryOnConflict } from '../../../../lib/platform/resilience/retry-on-conflict.ts';
import { systemScheduler } from '../../../../lib/platform/resilience/scheduler.ts';
import { aProduct } from '../../../builders/a-product.ts';
import { createMemoryPaymentGateway } from '../../../doubles/memory-payment-gateway.ts';
import { useEmbeddedShop } from '../../../harness/dynamodb/embedded-shop.ts';
import { calmly } from '../../../harness/dynamodb/embedded-tables.ts';
import { createEnvironment } from '../../../harness/shop/environment.ts';
import { watchOffers } from '../../../harness/shop/offers.ts';

const emptyShop = useEmbeddedShop();
const sku = 'TEA-001';
const units = 50;
const repricings = 15;
const at = '2026-07-01T12:00:00.000Z';
const now = Date.parse(at);

/** Conflicts take longer to resolve on a busy machine. */
const retryOnConflict = createRetryOnConflict({
  scheduler: systemScheduler,
  random: Math.random,
  limitMs: 120_000,
});

/** Asks again as a client does while the database of a busy machine takes too long; the key is the same. */
const persistently = async <T>(ask: () => Promise<T>): Promise<T> => {
  for (let asked = 1; ; asked += 1) {
    try {
      return await ask();
    } catch (failure) {
      const isTransient = failure instanceof ServiceError && failure.code === 'SYS-002';
      if (!isTransient || asked === 20) throw failure;
    }
  }
};

/** A shop with some units of a product on one stock item, over a database whose transactions conflict. */
const aShop = async () => {
  const shop = await emptyShop();
  const table = { client: shop.client, tableName: shop.ordersTable };
  const offers = watchOffers();
  const products = offers.products(shop.products);
  await products.create(aProduct({ available: units }), calmly);
  const contention = createDynamoStockContention(table);
  await contention.mark(sku, at, calmly);
  const ledger = createDynamoStockLedger(table);
  const gateway = createMemoryPaymentGateway({ now: () => now });
  const told = { placed: [], changed: [], failures: [] };
  let drawn = 0;
  /** Environments remember the catalogue each for itself. */
  const environment = () =>
    createEnvironment({
      store: offers.store(shop.orders),
      gateway,
      products,
      ledger,
      cache: createMemoryCatalogueCache({ ttlMs: 60_000, maxEntries: 10, clock: () => now }),
      clock: () => now,
      newId: () => ++drawn,
      retryOnConflict,
      told,
    });
  const buy = async (count: number) => {
    const codes = new Set<unknown>();
    let begun = 0;
    let sold = 0;
    /** An environment takes one order at a time. */
    const sell = async ({ place }: ReturnType<typeof environment>) => {
      while (begun < count) {
        begun += 1;
        const key = `buy-${begun}`;
        try {
          await persistently(() => place(key, { items: [{ sku, quantity: 1 }] }));
          sold += 1;
        } catch (refusal) {
          codes.add(refusal instanceof ServiceError ? refusal.code : refusal);
        }
      }
    };
    await Promise.all(Array.from({ length: 8 }, () => sell(environment())));
    return { sold, codes };
  };
  const left = async () => (await shop.products.find(sku, calmly))?.available;
  const { put, move } = environment();
  return {
    put: (...change: Parameters<typeof put>) => persistently(() => put(...change)),
    move: (...movement: Parameters<typeof move>) => persistently(() => move(...movement)),
    reshard: (next: typeof splitShards) => persistently(() => contention.reshard(sku, next, at, calmly)),
    buy,
    offers,
    left,
  };
};

describe('a sale on DynamoDB, with conflicts', () => {
  it(`sells ${units} units exactly while they are re-priced ${repricings} times`, async () => {
    const { put, buy, offers, left } = await aShop();
    const sale = buy(2 * units);
    for (let amount = 101; amount <= 100 + repricings; amount += 1) {
      await put({ unitPrice: { amount, currency: 'USD' }, name: `Tea at ${amount}` });
    }
    expect(await sale).toEqual({ sold: units, codes: new Set(['ORD-004']) });
    expect(await left()).toBe(0);
    expect(offers.versions()).toBe(repricings + 1);
    offers.audit();
  });

  it('sells every unit, and refuses no order, while stock items split and merge and units are received', async () => {
    const { put, move, reshard, buy, offers, left } = await aShop();
    await move('move', 20);
    const sale = buy(units + 10);
    for (const next of [splitShards, splitShards, mergeShards, splitShards, mergeShards, mergeShards]) {
      await reshard(next);
    }
    await put({ stockShards: 3 });
    await move('move-2', -10, 'written_off');
    await move('move-3', 5);
    expect(await sale).toEqual({ sold: units + 10, codes: new Set() });
    expect(await left()).toBe(5);
    expect(offers.versions()).toBe(1);
    offers.audit();
  });
});
