import { PutCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import {
  type ListedOrders,
  listOrders,
  listOrdersByStatus,
} from '../../../../lib/adapters/dynamodb/list-orders.ts';
import { toOrderItem } from '../../../../lib/adapters/dynamodb/order-items.ts';
import type { Order } from '../../../../lib/domain/order.ts';
import type { DynamoClient } from '../../../../lib/platform/dynamodb/dynamo-client.ts';
import { meterReads } from '../../../../tools/bench/reads/read-meter.ts';
import { anOrder } from '../../../builders/an-order.ts';
import { orderIdOf } from '../../../builders/order-id-of.ts';
import { calmly, type EmbeddedTable, useEmbeddedTables } from '../../../harness/dynamodb/embedded-tables.ts';

const emptyTable = useEmbeddedTables();

const put = ({ client, tableName: TableName }: EmbeddedTable, Item: Record<string, unknown>) =>
  client.send(new PutCommand({ TableName, Item }), calmly);

/** A table of many orders of alice, one in ten of them shipped. */
const aHistory = async (orderCount: number) => {
  const table = await emptyTable();
  for (let n = 0; n < orderCount; n += 1) {
    await put(
      table,
      toOrderItem(anOrder({ id: orderIdOf(n), status: n % 10 === 0 ? 'shipped' : 'delivered' })),
    );
  }
  return { table, read: meterReads(table.documents) };
};

/** Stores an order whose place in the indexes is still that of `before`. */
const putBehindIndex = (table: EmbeddedTable, order: Order, before: Partial<Order>) => {
  const { gsi3pk, gsi3sk, gsi4pk, gsi4sk } = toOrderItem({ ...order, ...before });
  return put(table, { ...toOrderItem(order), gsi3pk, gsi3sk, gsi4pk, gsi4sk });
};

const idsOf = (orders: readonly Order[]) => orders.map(({ id }) => id);

/** Orders that the lists of a test left out. */
const leftOut: string[] = [];

const reading = (table: EmbeddedTable): ListedOrders => ({
  ...table,
  onUnreadable: ({ message }) => leftOut.push(message),
});

describe('lists of orders in DynamoDB', () => {
  describe('when the history is long', () => {
    const limit = 5;
    const everyPage = async (orderCount: number) => {
      const { table, read } = await aHistory(orderCount);
      const alice = { customerId: 'alice', limit };
      read();
      await listOrders(reading(table), alice, calmly);
      const customer = read();
      await listOrders(reading(table), { ...alice, status: 'shipped' }, calmly);
      const openOnes = read();
      await listOrders(reading(table), { ...alice, status: 'delivered' }, calmly);
      const finalOnes = read();
      await listOrdersByStatus(reading(table), { status: 'shipped', limit }, calmly);
      return { customer, openOnes, finalOnes, status: read() };
    };

    it('read a page by a query of each partition of one index, and the orders by one batch', async () => {
      const { customer, openOnes, finalOnes, status } = await everyPage(120);
      expect(customer.calls).toEqual({ Query: 1 });
      // A second round shows that there is another page of this status.
      expect(openOnes.calls).toEqual({ Query: 4, BatchGetItem: 2 });
      expect(finalOnes.calls).toEqual({ Query: 1, BatchGetItem: 1 });
      expect(status.calls).toEqual({ Query: 8, BatchGetItem: 1 });
    });

    it('cost as much as with a short one', async () => {
      expect(await everyPage(360)).toEqual(await everyPage(120));
    });
  });

  describe('when the index is behind the table', () => {
    const aTableBehind = async () => {
      const table = await emptyTable();
      const facts = { customerId: 'alice', status: 'confirmed' } as const;
      await put(table, toOrderItem(anOrder({ id: orderIdOf(1), ...facts })));
      await putBehindIndex(table, anOrder({ id: orderIdOf(2), ...facts, status: 'shipped' }), facts);
      await put(table, toOrderItem(anOrder({ id: orderIdOf(3), ...facts })));
      return table;
    };

    it('leave out an order that has another status by now, and read the next one', async () => {
      const table = await aTableBehind();
      const query = { customerId: 'alice', status: 'confirmed', limit: 2 } as const;
      const page = await listOrders(reading(table), query, calmly);
      expect([idsOf(page.orders), page.nextAfter]).toEqual([[orderIdOf(3), orderIdOf(1)], undefined]);
    });

    it('leave it out for all customers as well', async () => {
      const table = await aTableBehind();
      const page = await listOrdersByStatus(reading(table), { status: 'confirmed', limit: 2 }, calmly);
      expect([idsOf(page.orders), page.nextAfter]).toEqual([[orderIdOf(1)], orderIdOf(2)]);
    });
  });

  describe('when a customer has many open orders, of one status and then of another', () => {
    const listEvery = async (shipped: number, limit: number) => {
      const table = await emptyTable();
      const statuses = [...Array(3).fill('pending'), ...Array(shipped).fill('shipped')];
      for (const [n, status] of statuses.entries()) {
        await put(table, toOrderItem(anOrder({ id: orderIdOf(n), status })));
      }
      const pages: { readonly ids: readonly string[]; readonly calls: object }[] = [];
      const read = meterReads(table.documents);
      let after: string | undefined;
      do {
        const query = { customerId: 'alice', status: 'pending', limit, after } as const;
        const { orders, nextAfter } = await listOrders(reading(table), query, calmly);
        pages.push({ ids: idsOf(orders), calls: read().calls });
        after = nextAfter;
      } while (after !== undefined);
      return pages;
    };

    it('fill a page over several rounds', async () => {
      expect(await listEvery(7, 4)).toEqual([
        { ids: [orderIdOf(2), orderIdOf(1), orderIdOf(0)], calls: { Query: 6, BatchGetItem: 3 } },
      ]);
    });

    it('end a page after five rounds, and continue with the next one', async () => {
      const pages = await listEvery(11, 2);
      expect(pages.map(({ ids }) => ids)).toEqual([[], [orderIdOf(2), orderIdOf(1)], [orderIdOf(0)]]);
      expect(pages[0]?.calls).toEqual({ Query: 10, BatchGetItem: 5 });
    });

    it('announce no page without orders', async () => {
      const table = await emptyTable();
      for (const [n, status] of (['shipped', 'shipped', 'pending', 'pending'] as const).entries()) {
        await put(table, toOrderItem(anOrder({ id: orderIdOf(n), status })));
      }
      const query = { customerId: 'alice', status: 'pending', limit: 2 } as const;
      const page = await listOrders(reading(table), query, calmly);
      expect([idsOf(page.orders), page.nextAfter]).toEqual([[orderIdOf(3), orderIdOf(2)], undefined]);
    });

    it('repeat no order and lose none where a page ends within a round', async () => {
      const ids = (await listEvery(2, 2)).flatMap((page) => page.ids);
      expect(ids).toEqual([orderIdOf(2), orderIdOf(1), orderIdOf(0)]);
    });
  });

  it('name an order once that two partitions of the index show while it moves from one to the other', async () => {
    const table = await emptyTable();
    for (const n of [1, 2]) await put(table, toOrderItem(anOrder({ id: orderIdOf(n) })));
    const client: DynamoClient = {
      ...table.client,
      send(command, options) {
        const { ExpressionAttributeValues: values } = command.input as QueryCommandInput;
        if (values?.[':partition'] === 'CUSTOMER#alice#pending') values[':partition'] = 'CUSTOMER#alice#open';
        return table.client.send(command, options);
      },
    };
    const query = { customerId: 'alice', status: 'pending', limit: 2 } as const;
    const page = await listOrders({ ...reading(table), client }, query, calmly);
    expect([idsOf(page.orders), page.nextAfter]).toEqual([[orderIdOf(2), orderIdOf(1)], undefined]);
  });

  describe('when an order is unreadable', () => {
    const read = async (query: { readonly limit: number; readonly after?: string | undefined }) => {
      const table = await emptyTable();
      for (const n of [1, 2, 3]) await put(table, toOrderItem(anOrder({ id: orderIdOf(n) })));
      await put(table, { ...toOrderItem(anOrder({ id: orderIdOf(2) })), revision: 'first' });
      leftOut.length = 0;
      const alice = { customerId: 'alice', ...query };
      return [
        await listOrders(reading(table), alice, calmly),
        await listOrders(reading(table), { ...alice, status: 'pending' }, calmly),
        await listOrdersByStatus(reading(table), { status: 'pending', ...query }, calmly),
      ] as const;
    };

    it('list the others and report it', async () => {
      const pages = await read({ limit: 5 });
      expect(pages.map(({ orders }) => idsOf(orders).toSorted())).toEqual(
        pages.map(() => [orderIdOf(1), orderIdOf(3)]),
      );
      expect(leftOut).toEqual(
        pages.map(() => expect.stringContaining(`ORDER#${orderIdOf(2)} ORDER is malformed: revision`)),
      );
    });

    it('continue after it', async () => {
      const [all, withStatus, ofAll] = await read({ limit: 2 });
      for (const page of [all, ofAll]) {
        expect([page.orders.length, page.nextAfter]).toEqual([1, orderIdOf(2)]);
      }
      expect(withStatus).toMatchObject({ orders: { length: 2 } });
    });
  });

  it('end a page where DynamoDB does, after 1 MB', async () => {
    const table = await emptyTable();
    const [line] = anOrder().lines;
    const lines = Array.from({ length: 45 }, () => ({
      sku: 'TEA',
      quantity: 1,
      unitPrice: anOrder().total,
      ...line,
      name: 'x'.repeat(5_000),
    }));
    for (let n = 0; n < 6; n += 1) await put(table, toOrderItem(anOrder({ id: orderIdOf(n), lines })));
    const read = meterReads(table.documents);
    const page = await listOrders(reading(table), { customerId: 'alice', limit: 6 }, calmly);
    expect(read().calls).toEqual({ Query: 1 });
    expect(page.nextAfter).toBe(page.orders.at(-1)?.id);
    expect(page.orders.length).toBeLessThan(6);
  });
});
