import { beforeEach, describe, expect, it } from 'vitest';
import { createMemoryCatalogueCache } from '../../../../lib/adapters/memory-catalogue-cache.ts';
import { readOrderEvent } from '../../../../lib/app/order-summary/delivered-order-event.ts';
import { summarizeOrderEvent } from '../../../../lib/app/order-summary/summarize-order-event.ts';
import { noCursor } from '../../../../lib/app/ports/event-outbox.ts';
import { maxQuantity } from '../../../../lib/contract/limits.ts';
import { aDeliveredEvent } from '../../../builders/a-delivered-event.ts';
import { aPlacement } from '../../../builders/a-placement.ts';
import { aProduct } from '../../../builders/a-product.ts';
import { anOrder } from '../../../builders/an-order.ts';
import { orderIdOf } from '../../../builders/order-id-of.ts';
import { createMemoryPaymentGateway } from '../../../doubles/memory-payment-gateway.ts';
import { retryPromptly } from '../../../doubles/prompt-retry.ts';
import { calmly } from '../../../harness/dynamodb/embedded-tables.ts';
import { createStores, type Stores } from '../../../harness/dynamodb/every-item.ts';
import { emptyMemoryTables } from '../../../harness/dynamodb/memory-tables.ts';
import { itemsOf, putItems, type StoredItem } from '../../../harness/dynamodb/stored-items.ts';
import { editProduct } from '../../../harness/shop/edit-product.ts';
import { createEnvironment, type ShopEnvironment, times } from '../../../harness/shop/environment.ts';

/** The value with one more field in each object, at every depth. */
const extended = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(extended);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, field]) => [name, extended(field)]);
  return { ...Object.fromEntries(fields), later: 'kept' };
};

/** Paths of the fields that `extended` has added. */
const addedPaths = (value: unknown, path = ''): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, field]) =>
    name === 'later' ? [path] : addedPaths(field, `${path}.${name}`),
  );
};

const pathsOf = (items: readonly StoredItem[]): string[] =>
  items.flatMap((item) => addedPaths(item).map((path) => `${item['pk']} ${item['sk']}${path}`));

/** All use cases over the adapters. */
const createShop = ({ orders, products, ledger }: Stores, clock: () => number): ShopEnvironment => {
  let drawn = 0;
  return createEnvironment({
    store: orders,
    gateway: createMemoryPaymentGateway({ now: clock }),
    products,
    ledger,
    cache: createMemoryCatalogueCache({ ttlMs: 0, maxEntries: 1, clock }),
    clock,
    newId: () => ++drawn,
    told: { placed: [], changed: [], failures: [] },
  });
};

describe('fields that a later version has added to stored items', () => {
  let stores: Stores;
  let shop: ShopEnvironment;
  let now: number;

  beforeEach(async () => {
    stores = await createStores(emptyMemoryTables());
    now = Date.parse('2026-07-01T12:00:00.000Z');
    shop = createShop(stores, () => now);
    await stores.products.create(aProduct({ stockShards: 2 }), calmly);
  });

  const tables = () => [stores.tables.orders, stores.tables.events];
  const allItems = async () => (await Promise.all(tables().map(itemsOf))).flat();

  /** Adds fields to every item, changes something, and lists the fields that are gone. */
  const lostBy = async (change: () => Promise<unknown>): Promise<string[]> => {
    for (const table of tables()) {
      await putItems(
        table,
        (await itemsOf(table)).map((item) => extended(item) as StoredItem),
      );
    }
    const before = pathsOf(await allItems());
    expect(before.length).toBeGreaterThan(0);
    await change();
    const after = new Set(pathsOf(await allItems()));
    return before.filter((path) => !after.has(path));
  };

  it('survive everything that happens to a paid order', async () => {
    expect(await lostBy(() => shop.place('place'))).toEqual([]);
    const { order } = await shop.place('place-2');
    expect(await lostBy(() => shop.pay(order.id, 'pay'))).toEqual([]);
    expect(await lostBy(() => shop.ship(order.id))).toEqual([]);
    expect(await lostBy(() => shop.deliver(order.id))).toEqual([]);
    expect(await stores.orders.findOrder(order.id, calmly)).toMatchObject({ status: 'delivered' });
  });

  it('survive the cancellation of a paid order and its refund', async () => {
    const { order } = await shop.place('place');
    await shop.pay(order.id, 'pay');
    expect(await lostBy(() => shop.cancel(order.id, 'cancel'))).toEqual([]);
    expect(await stores.orders.findRefund(order.id, 1, calmly)).toMatchObject({ state: 'succeeded' });
  });

  it('survive a refund in parts', async () => {
    const { order } = await shop.place('place');
    await shop.pay(order.id, 'pay');
    await shop.refund(order.id, 'refund', 1);
    expect(await lostBy(() => shop.refund(order.id, 'refund-2', 2))).toEqual([]);
    expect(await stores.orders.findRefund(order.id, 2, calmly)).toMatchObject({ state: 'succeeded' });
  });

  it('survive an order’s end by time', async () => {
    const { order } = await shop.place('place');
    now += times.paymentWindowMs;
    expect(await lostBy(() => shop.expire())).toEqual([]);
    expect(await stores.orders.findOrder(order.id, calmly)).toMatchObject({ status: 'expired' });
  });

  it('survive a declined payment, while another attempt begins a payment of its own', async () => {
    const { order } = await shop.place('place');
    const decline = () => shop.pay(order.id, 'pay', 'pm_card_chargeDeclined').catch(() => undefined);
    expect(await lostBy(decline)).toEqual([]);
    expect(await lostBy(() => shop.pay(order.id, 'pay-2'))).toEqual([`ORDER#${order.id} ORDER.payment`]);
  });

  it('survive a new price and more stock items of a product', async () => {
    const change = { stockShards: 3, unitPrice: { amount: 5, currency: 'USD' } } as const;
    expect(await lostBy(() => editProduct(stores.products, change))).toEqual([]);
    expect(await stores.products.find('TEA-001', calmly)).toMatchObject(change);
  });

  it('survive publishing, quarantine, release and receipt of events', async () => {
    const { id: orderId } = anOrder();
    await stores.orders.commit({ event: aPlacement().event }, calmly);
    const cursor = await stores.outbox.change({ orderId, cursor: noCursor }, calmly);
    const quarantine = { at: anOrder().createdAt, reason: 'refused' } as const;
    const isolate = async () =>
      stores.outbox.change(
        { orderId, cursor: { ...(cursor ?? noCursor), quarantine }, toQuarantine: [1] },
        calmly,
      );
    expect(await lostBy(isolate)).toEqual([]);
    const { cursor: quarantined } = await stores.outbox.load(orderId, calmly);
    expect(
      await lostBy(() => stores.outbox.change({ orderId, cursor: quarantined, restore: [1] }, calmly)),
    ).toEqual([]);
    const version = { orderId, orderVersion: 1 };
    const receive = async () => {
      const found = await stores.summaries.findStored(version, calmly);
      await stores.receipts.confirm(found ? [found] : [], anOrder().createdAt, calmly);
    };
    expect(await lostBy(receive)).toEqual([]);
    const { versions } = await stores.outbox.load(orderId, calmly);
    expect(versions).toMatchObject([{ delivery: 'received', events: [{ later: 'kept' }] }]);
  });

  it('survive in the read model of the orders’ events', async () => {
    const { order } = await shop.place('place');
    await shop.cancel(order.id, 'cancel');
    const telemetry = { eventSummarized: () => undefined, eventUnknown: () => undefined };
    const summarize = summarizeOrderEvent({
      retryOnConflict: retryPromptly,
      store: stores.summaries,
      telemetry,
      clock: () => now,
    });
    const batches = await stores.orders.findEvents(order.id, calmly);
    const [created, cancelled] = batches
      .flatMap(({ events }) => events)
      .map((event) => readOrderEvent(aDeliveredEvent(event, event.type)));
    if (!created || !cancelled) throw new Error('an order that was cancelled has two events');
    expect(await summarize(created, calmly)).toMatchObject({ outcome: 'summarized' });
    expect(await lostBy(() => summarize(cancelled, calmly))).toEqual([]);
    expect(await stores.summaries.findSummary('alice', calmly)).toMatchObject({ orders: { cancelled: 1 } });
  });

  it('stay inside: responses and events hold the published fields alone', async () => {
    const { order } = await shop.place('place');
    let paid: unknown;
    await lostBy(async () => {
      paid = await shop.pay(order.id, 'pay');
    });
    expect(JSON.stringify(paid)).not.toContain('later');
    const confirmed = (await stores.orders.findEvents(order.id, calmly)).at(-1);
    expect(JSON.stringify(confirmed)).not.toContain('later');
  });
});

describe('an order beyond the limits of the API', () => {
  it('is read, listed, published, shipped and cancelled as any other', async () => {
    const stores = await createStores(emptyMemoryTables());
    const shop = createShop(stores, () => Date.parse(anOrder().createdAt));
    const line = { name: 'x'.repeat(500), quantity: maxQuantity * 2, unitPrice: aProduct().unitPrice };
    const lines = [{ ...line, sku: 'a SKU of another form' }];
    const cancelled = anOrder({ id: orderIdOf(100), lines });
    const shipped = anOrder({ id: orderIdOf(101), lines });
    for (const order of [cancelled, shipped]) {
      await stores.orders.commit({ ...aPlacement(order), take: [] }, calmly);
      expect(await stores.orders.findOrder(order.id, calmly)).toEqual(order);
    }
    const query = { customerId: 'alice', limit: 2 };
    expect(await stores.orders.listOrders(query, calmly)).toEqual({ orders: [shipped, cancelled] });
    const { versions } = await stores.outbox.load(shipped.id, calmly);
    expect(versions).toMatchObject([{ events: [{ data: { items: lines } }] }]);
    await shop.pay(shipped.id, 'pay');
    await shop.ship(shipped.id);
    expect((await shop.cancel(cancelled.id, 'cancel')).order.status).toBe('cancelled');
    expect((await stores.orders.findOrder(shipped.id, calmly))?.status).toBe('shipped');
  });
});
