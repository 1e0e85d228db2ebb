import { describe, expect, it } from 'vitest';
import { createDynamoEventOutbox } from '../../../../lib/adapters/dynamodb/outbox/dynamo-event-outbox.ts';
import { countPendingOrders } from '../../../../lib/adapters/telemetry/count-pending-orders.ts';
import {
  type CountedStores,
  recountPending,
} from '../../../../tools/operator/orders-command/recount-pending.ts';
import { aPlacement } from '../../../builders/a-placement.ts';
import { orderIdOf } from '../../../builders/order-id-of.ts';
import { createMemoryMetricsStore } from '../../../doubles/memory-metrics-store.ts';
import { useEmbeddedShop } from '../../../harness/dynamodb/embedded-shop.ts';
import { calmly } from '../../../harness/dynamodb/embedded-tables.ts';

const emptyShop = useEmbeddedShop();

/** A shop with so many pending orders, of which the totals of events have other numbers. */
const aShop = async (pending: number, growth: Readonly<Record<string, number>>) => {
  const shop = await emptyShop();
  for (let n = 0; n < pending; n += 1) {
    const { order } = aPlacement({ id: orderIdOf(n) });
    await shop.orders.commit({ order }, calmly);
  }
  const metrics = createMemoryMetricsStore();
  await metrics.grow({ fn: 'events', env: '1' }, growth, calmly);
  const outbox = createDynamoEventOutbox({ client: shop.client, tableName: shop.eventsTable });
  const stores: CountedStores = {
    orders: { client: shop.client, tableName: shop.ordersTable },
    outbox,
    metrics,
  };
  const printed: string[] = [];
  return {
    shop,
    outbox,
    printed,
    run: (dryRun = false, change: Partial<CountedStores> = {}) =>
      recountPending({ ...stores, ...change }, { dryRun, print: (text) => printed.push(text) }, calmly),
    gauge: async () => countPendingOrders(await metrics.totals(calmly)),
    metrics,
  };
};

describe('npm run orders -- recount-pending', () => {
  it.each([
    ['too few', { 'pc|entered': 5, 'pc|left': 4 }],
    ['too many', { 'pc|entered': 9, 'pc|left': 1 }],
    ['fewer than none', { 'pc|left': 4 }],
    ['the same number', { 'pc|entered': 3 }],
  ])('sets orders_pending to the orders in the index when there are %s by events', async (_, growth) => {
    const { run, gauge } = await aShop(3, growth);
    expect(await run()).toBe(0);
    expect(await gauge()).toBe(3);
    expect(await run()).toBe(0);
    expect(await gauge()).toBe(3);
  });

  it('changes nothing in a dry run', async () => {
    const { run, gauge, printed } = await aShop(2, { 'pc|entered': 7 });
    expect(await run(true)).toBe(0);
    expect([await gauge(), printed]).toEqual([7, ['7 pending orders by events, 2 in the index']]);
  });

  describe('when the number is not certain', () => {
    it('refuses while events are undelivered', async () => {
      const { shop, run, gauge } = await aShop(0, { 'pc|entered': 7 });
      const { event } = aPlacement();
      await shop.orders.commit({ event }, calmly);
      expect(await run()).toBe(1);
      expect(await gauge()).toBe(7);
    });

    it('refuses while events are in quarantine, because they count when it ends', async () => {
      const { shop, outbox, run, gauge } = await aShop(0, { 'pc|entered': 7 });
      const { event } = aPlacement();
      await shop.orders.commit({ event }, calmly);
      const { orderId } = event;
      const { cursor } = await outbox.load(orderId, calmly);
      expect(await outbox.change({ orderId, cursor, toQuarantine: [1] }, calmly)).toBeDefined();
      expect(await run()).toBe(1);
      expect(await gauge()).toBe(7);
    });

    it('refuses when orders change while it counts', async () => {
      const { run, gauge, metrics } = await aShop(0, { 'pc|entered': 7 });
      const growing: CountedStores['metrics'] = {
        ...metrics,
        totals: async (options) => {
          const totals = await metrics.totals(options);
          await metrics.grow({ fn: 'events', env: '1' }, { 'pc|left': 1 }, options);
          return totals;
        },
      };
      expect(await run(false, { metrics: growing })).toBe(1);
      expect(await gauge()).toBe(5);
    });
  });
});
