import { describe, expect, it } from 'vitest';
import { createDynamoOrderStore } from '../../../../lib/adapters/dynamodb/dynamo-order-store.ts';
import { createDynamoProductRepository } from '../../../../lib/adapters/dynamodb/dynamo-product-repository.ts';
import { createDynamoStockLedger } from '../../../../lib/adapters/dynamodb/dynamo-stock-ledger.ts';
import { createMemoryCatalogueCache } from '../../../../lib/adapters/memory-catalogue-cache.ts';
import type { DynamoClient } from '../../../../lib/platform/dynamodb/dynamo-client.ts';
import { aProduct } from '../../../builders/a-product.ts';
import { anOrder } from '../../../builders/an-order.ts';
import { createMemoryPaymentGateway } from '../../../doubles/memory-payment-gateway.ts';
import { emptyMemoryTables } from '../../../harness/dynamodb/memory-tables.ts';
import { aDynamoConsumer } from '../../../harness/order-summary/a-dynamo-consumer.ts';
import { calmly } from '../../../harness/shop/calmly.ts';
import { createEnvironment, times } from '../../../harness/shop/environment.ts';

/** A client that loses the answer to its `n`-th transaction, which the database has committed. */
const losingAnswer = (client: DynamoClient, n: number) => {
  let transactions = 0;
  const losing =
    (send: DynamoClient['send']) =>
    async (...call: Parameters<DynamoClient['send']>) => {
      const answer = await send(...call);
      if (call[0].constructor.name === 'TransactWriteCommand') {
        transactions += 1;
        if (transactions === n) throw new Error('the answer is lost');
      }
      return answer;
    };
  return {
    isLost: () => transactions >= n,
    client: {
      send: losing(client.send) as DynamoClient['send'],
      sendOnce: losing(client.sendOnce) as DynamoClient['sendOnce'],
    },
  };
};

/** A shop over DynamoDB and the consumer of its events. */
const aShop = async (lostTransaction: number) => {
  const consumer = await aDynamoConsumer(emptyMemoryTables());
  const { client, isLost } = losingAnswer(consumer.orders.client, lostTransaction);
  const store = createDynamoOrderStore({ client, ...consumer.tables });
  const products = createDynamoProductRepository(consumer.orders);
  await products.create(aProduct(), calmly);
  let now = Date.parse(anOrder().createdAt);
  let drawn = 0;
  const clock = () => now;
  const shop = createEnvironment({
    store,
    gateway: createMemoryPaymentGateway({ now: clock }),
    products,
    ledger: createDynamoStockLedger(consumer.orders),
    cache: createMemoryCatalogueCache({ ttlMs: 0, maxEntries: 1, clock }),
    clock,
    newId: () => ++drawn,
    told: { placed: [], changed: [], failures: [] },
  });
  const wait = (ms: number) => {
    now += ms;
  };
  /** Sends a command, once more when it fails: its effect may be there. Waits until no lease is in the way. */
  const persistently = async (command: () => Promise<unknown>) => {
    try {
      await command();
    } catch {
      wait(times.leaseMs + times.settleDelayMs);
      await shop.reconcile().catch(() => undefined);
      await command().catch(() => undefined);
    }
  };
  const place = async (key: string): Promise<string> => {
    const { order } = await shop.place(key).catch(() => shop.place(key));
    return order.id;
  };
  return { ...shop, place, persistently, wait, store, consumer, isLost };
};

const transactions = Array.from({ length: 9 }, (_, index) => index + 1);

describe('business counters when a client repeats commands whose answers it did not get', () => {
  it.each(transactions)('equal the table after the answer of transaction %d is lost', async (n) => {
    const shop = await aShop(n);
    const { consumer, store, persistently } = shop;
    const delivered = await shop.place('first');
    await persistently(() => shop.pay(delivered, 'pay'));
    await persistently(() => shop.ship(delivered));
    await persistently(() => shop.deliver(delivered));
    const cancelled = await shop.place('second');
    await persistently(() => shop.cancel(cancelled, 'cancel'));
    const expired = await shop.place('third');
    shop.wait(times.paymentWindowMs);
    await persistently(() => shop.expire());
    expect(shop.isLost()).toBe(true);

    const ids = [delivered, cancelled, expired];
    const statuses = await Promise.all(ids.map(async (id) => (await store.findOrder(id, calmly))?.status));
    expect(statuses).toEqual(['delivered', 'cancelled', 'expired']);
    for (const id of ids) {
      const batches = await store.findEvents(id, calmly);
      await consumer.deliver(...batches.flatMap(({ events }) => events));
    }
    expect(Object.fromEntries(await consumer.totals())).toMatchObject({
      'oc|api|standard': 3n,
      'ov|sum': 3n * 3_998n,
      'op|confirmed': 1n,
      'op|shipped': 1n,
      'op|delivered': 1n,
      'op|cancelled': 1n,
      'op|expired': 1n,
      'ps|count': 1n,
      'pc|entered': 3n,
      'pc|left': 3n,
    });
  });
});
