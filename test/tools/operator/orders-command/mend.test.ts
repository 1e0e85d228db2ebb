import { DeleteCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { toEventItem } from '../../../../lib/adapters/dynamodb/event-item.ts';
import { toRecordItem } from '../../../../lib/adapters/dynamodb/idempotency-item.ts';
import { eventKey, orderKey } from '../../../../lib/adapters/dynamodb/keys.ts';
import { toOrderItem, toReservationItem } from '../../../../lib/adapters/dynamodb/order-items.ts';
import type { CompletedRecord } from '../../../../lib/app/ports/idempotency-record.ts';
import { mendOrders } from '../../../../tools/operator/orders-command/mend.ts';
import { aProduct } from '../../../builders/a-product.ts';
import { aReservation } from '../../../builders/a-reservation.ts';
import { aCompletedRecord } from '../../../builders/an-idempotency-record.ts';
import { orderIdOf } from '../../../builders/order-id-of.ts';
import { type LifeStep, orderLife } from '../../../builders/order-life.ts';
import { type EmbeddedShop, useEmbeddedShop } from '../../../harness/dynamodb/embedded-shop.ts';
import { calmly } from '../../../harness/dynamodb/embedded-tables.ts';

const emptyShop = useEmbeddedShop();

const [whole, behind, ahead, lost, unclear] = [0, 1, 2, 3, 4].map(orderIdOf) as [
  string,
  string,
  string,
  string,
  string,
];

describe('npm run orders -- mend', () => {
  let shop: EmbeddedShop;
  const printed: string[] = [];
  const put = (TableName: string, Item: Record<string, unknown>) =>
    shop.client.send(new PutCommand({ TableName, Item }), calmly);
  const remove = (TableName: string, Key: Record<string, unknown>) =>
    shop.client.send(new DeleteCommand({ TableName, Key }), calmly);
  const everything = async (TableName: string) => {
    const { Items = [] } = await shop.client.send(
      new ScanCommand({ TableName, ConsistentRead: true }),
      calmly,
    );
    return Items.sort((a, b) => (`${a['pk']}${a['sk']}` < `${b['pk']}${b['sk']}` ? -1 : 1));
  };
  const run = (dryRun: boolean) => {
    const { client, ordersTable, eventsTable } = shop;
    const tables = {
      orders: { client, tableName: ordersTable },
      events: { client, tableName: eventsTable },
    };
    printed.length = 0;
    const print = (text: string) => printed.push(text);
    return mendOrders(tables, { dryRun, correlationId: 'operator-1', print }, calmly);
  };
  const store = async (id: string, steps: readonly LifeStep[]) => {
    const { order, batches } = orderLife({ id }, steps);
    await put(shop.ordersTable, toOrderItem(order));
    await put(shop.ordersTable, toReservationItem(aReservation({ orderId: id })));
    for (const batch of batches) await put(shop.eventsTable, toEventItem(batch));
  };

  beforeEach(async () => {
    shop = await emptyShop();
    for (const id of [whole, behind]) await store(id, ['confirm', 'ship']);
  });

  describe('when all orders have their events', () => {
    it('finds nothing', async () => {
      expect(await run(true)).toBe(0);
      expect(printed).toEqual(['0 torn orders, 0 mended, 0 not decided by the data']);
    });
  });

  describe('when tables were restored to different moments', () => {
    let before: readonly [unknown, unknown];
    beforeEach(async () => {
      await remove(shop.eventsTable, eventKey(behind, 3));
      await store(ahead, ['confirm', 'ship']);
      await put(shop.ordersTable, toOrderItem(orderLife({ id: ahead }, ['confirm']).order));
      await store(lost, []);
      await remove(shop.ordersTable, orderKey(lost));
      await remove(shop.ordersTable, { ...orderKey(lost), sk: 'RESERVATION' });
      await store(unclear, []);
      await remove(shop.ordersTable, orderKey(unclear));
      before = [await everything(shop.ordersTable), await everything(shop.eventsTable)];
    });

    it('prints its plan, and changes nothing', async () => {
      expect(await run(true)).toBe(1);
      expect(printed.sort()).toEqual([
        '4 torn orders, 0 mended, 1 not decided by the data',
        `${behind}: lacks order.shipped of version 3: would be added`,
        `${ahead}: does not have order.shipped of version 3: would be removed`,
        `${lost}: does not have order.created of version 1: would be removed`,
        `${unclear}: is not stored, and reserves 2 TEA-001, which may be in stock or not: not decided by the data`,
      ]);
      expect([await everything(shop.ordersTable), await everything(shop.eventsTable)]).toEqual(before);
    });

    it('makes orders and events agree, and leaves undecided orders unchanged', async () => {
      expect(await run(false)).toBe(1);
      expect(printed.at(-1)).toBe('4 torn orders, 3 mended, 1 not decided by the data');
      const versions = async (id: string) =>
        (await shop.orders.findEvents(id, calmly)).map(({ orderVersion }) => orderVersion);
      expect(await Promise.all([whole, behind, ahead, lost, unclear].map(versions))).toEqual([
        [1, 2, 3],
        [1, 2, 3],
        [1, 2],
        [],
        [1],
      ]);
      expect(await everything(shop.ordersTable)).toEqual(before[0]);
      expect(await run(false)).toBe(1);
      expect(printed.at(-1)).toBe('1 torn orders, 0 mended, 1 not decided by the data');
    });

    it('names the request that placed an order as the cause of its first event', async () => {
      const response = { statusCode: 201, headers: {}, body: JSON.stringify({ id: unclear }) };
      const record = aCompletedRecord({ response });
      await put(shop.ordersTable, toRecordItem(record));
      await put(shop.ordersTable, toOrderItem(orderLife({ id: unclear }, []).order));
      await remove(shop.eventsTable, eventKey(unclear, 1));
      expect(await run(false)).toBe(0);
      const [created] = await shop.orders.findEvents(unclear, calmly);
      expect(created?.events.map(({ causationId }) => causationId)).toEqual([record.recordId]);
    });

    it('forgets the answers about an order that is lost, so that its client can place it once more', async () => {
      const response = { statusCode: 201, headers: {}, body: JSON.stringify({ id: lost }) };
      const kept = aCompletedRecord({ response: { ...response, body: JSON.stringify({ id: whole }) } });
      const [placed, refunded] = ['placed', 'refunded'].map((recordId) =>
        aCompletedRecord({ recordId, response }),
      ) as [CompletedRecord, CompletedRecord];
      for (const record of [kept, placed, refunded]) await put(shop.ordersTable, toRecordItem(record));
      await run(false);
      const found = (record: CompletedRecord) => shop.orders.findRecord(record.recordId, calmly);
      expect(await Promise.all([kept, placed, refunded].map(found))).toEqual([kept, undefined, undefined]);
    });

    it('forgets an answer about an order of which nothing else is left', async () => {
      const gone = orderIdOf(9);
      const response = { statusCode: 201, headers: {}, body: JSON.stringify({ id: gone }) };
      const record = aCompletedRecord({ response });
      await put(shop.ordersTable, toRecordItem(record));
      await run(false);
      expect(printed).toContain(`${gone}: is not stored, and 1 answer showed it: removed`);
      expect(await shop.orders.findRecord(record.recordId, calmly)).toBeUndefined();
    });

    it('adds events that are published like all others', async () => {
      await run(false);
      const shipped = orderLife({ id: behind }, ['confirm', 'ship']).batches.at(-1);
      const cause = { correlationId: 'operator-1', causationId: `orders mend ${behind}` };
      expect((await shop.orders.findEvents(behind, calmly)).at(-1)).toEqual({
        ...shipped,
        events: shipped?.events.map((event) => ({ ...event, ...cause })),
      });
    });
  });

  describe('when a reservation is left of an order that is not stored', () => {
    const reservationOf = (id: string) => ({ ...orderKey(id), sk: 'RESERVATION' });
    /** 25 units came into stock, and two stored orders have taken four of them. */
    const stock = (available: number) =>
      shop.products.create(aProduct({ available, initialStock: 25 }), calmly);
    const available = async () => (await shop.products.find('TEA-001', calmly))?.available;
    beforeEach(async () => {
      await store(lost, []);
      await remove(shop.ordersTable, orderKey(lost));
    });

    it('returns its units where they have left stock, and removes its events', async () => {
      await stock(19);
      expect(await run(false)).toBe(0);
      expect(printed).toEqual([
        `${lost}: is not stored, and reserves 2 TEA-001, which go back into stock: given up`,
        '1 torn orders, 1 mended, 0 not decided by the data',
      ]);
      expect(await available()).toBe(21);
      expect(await shop.orders.findEvents(lost, calmly)).toEqual([]);
      expect(await run(false)).toBe(0);
      expect(printed).toEqual(['0 torn orders, 0 mended, 0 not decided by the data']);
    });

    it('returns nothing where its units never left stock', async () => {
      await stock(21);
      expect(await run(false)).toBe(0);
      expect(printed[0]).toBe(
        `${lost}: is not stored, and reserves 2 TEA-001, which are in stock still: given up`,
      );
      expect(await available()).toBe(21);
    });

    it.each<[string, () => Promise<unknown>, string]>([
      ['the books do not balance', () => stock(20), 'reserves 2 TEA-001, which may be in stock or not'],
      [
        'a stored order has lost its reservation',
        async () => {
          await stock(21);
          await remove(shop.ordersTable, reservationOf(whole));
        },
        'reserves 2 TEA-001, which may be in stock or not',
      ],
      [
        'a payment was tried',
        async () => {
          await stock(19);
          await put(shop.ordersTable, { ...orderKey(lost), sk: 'ATTEMPT#1' });
        },
        'has ATTEMPT#1, RESERVATION',
      ],
    ])('decides nothing when %s', async (_, prepare, problem) => {
      await prepare();
      const before = await everything(shop.ordersTable);
      expect(await run(false)).toBe(1);
      expect(printed[0]).toBe(`${lost}: is not stored, and ${problem}: not decided by the data`);
      expect(await everything(shop.ordersTable)).toEqual(before);
    });
  });
});
