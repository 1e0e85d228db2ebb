import { DeleteCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { toEventItem } from '../../../../lib/adapters/dynamodb/event-item.ts';
import { toRecordItem } from '../../../../lib/adapters/dynamodb/idempotency-item.ts';
import { eventKey, orderKey } from '../../../../lib/adapters/dynamodb/keys.ts';
import { toOrderItem, toReservationItem } from '../../../../lib/adapters/dynamodb/order-items.ts';
import { mendOrders } from '../../../../tools/operator/orders-command/mend.ts';
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

    it('says what it would change, and changes nothing', async () => {
      expect(await run(true)).toBe(1);
      expect(printed.sort()).toEqual([
        '4 torn orders, 0 mended, 1 not decided by the data',
        `${behind}: lacks order.shipped of version 3: would be added`,
        `${ahead}: does not have order.shipped of version 3: would be removed`,
        `${lost}: does not have order.created of version 1: would be removed`,
        `${unclear}: has items, and is not stored: not decided by the data`,
      ]);
      expect([await everything(shop.ordersTable), await everything(shop.eventsTable)]).toEqual(before);
    });

    it('makes orders and events agree, and leaves what the data do not decide', async () => {
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
});
