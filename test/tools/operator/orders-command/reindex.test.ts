import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { toOrderItem, toReservationItem } from '../../../../lib/adapters/dynamodb/order-items.ts';
import { orderStatuses } from '../../../../lib/domain/order-status.ts';
import { reindex } from '../../../../tools/operator/orders-command/reindex.ts';
import { aReservation } from '../../../builders/a-reservation.ts';
import { anOrder } from '../../../builders/an-order.ts';
import { orderIdOf } from '../../../builders/order-id-of.ts';
import { type EmbeddedShop, useEmbeddedShop } from '../../../harness/dynamodb/embedded-shop.ts';
import { calmly } from '../../../harness/dynamodb/embedded-tables.ts';

const emptyShop = useEmbeddedShop();

/** One order for each status. */
const orders = orderStatuses.map((status, n) => anOrder({ id: orderIdOf(n), status }));

/** An order as versions stored it that had no index by status. */
const formerItem = (order: (typeof orders)[number]): Record<string, unknown> => {
  const { gsi3pk, gsi3sk, gsi4pk, gsi4sk, ...item } = toOrderItem(order);
  const pending = { gsi3pk: 'PENDING#1', gsi3sk: order.createdAt };
  return { ...item, loyalty: 7, ...(order.status === 'pending' && pending) };
};

describe('npm run orders -- reindex', () => {
  let shop: EmbeddedShop;
  const printed: string[] = [];
  const put = (Item: Record<string, unknown>) =>
    shop.client.send(new PutCommand({ TableName: shop.ordersTable, Item }), calmly);
  const run = (dryRun = false) => {
    const table = { client: shop.client, tableName: shop.ordersTable };
    return reindex(table, { dryRun, print: (text) => printed.push(text) }, calmly);
  };
  const listed = async () => {
    const pages = orderStatuses.flatMap((status) => [
      shop.orders.listOrders({ customerId: 'alice', status, limit: 100 }, calmly),
      shop.orders.listOrdersByStatus({ status, limit: 100 }, calmly),
    ]);
    return (await Promise.all(pages)).flatMap((page) => page.orders.map(({ id }) => id));
  };

  beforeEach(async () => {
    shop = await emptyShop();
    printed.length = 0;
    await put(toReservationItem(aReservation()));
    for (const order of orders) await put(formerItem(order));
  });

  it('makes orders of earlier versions appear in both lists with a status', async () => {
    expect(await listed()).toEqual([]);
    expect(await run()).toBe(0);
    expect(await listed()).toEqual(orders.flatMap(({ id }) => [id, id]));
    expect(printed).toEqual(['6 orders not in their places in the indexes, 6 moved there, 0 unreadable']);
  });

  it('moves open orders out of the partition of their own status, where earlier versions stored them', async () => {
    const order = anOrder({ id: orderIdOf(1), status: 'confirmed' });
    await put({ ...toOrderItem(order), gsi4pk: 'CUSTOMER#alice#confirmed' });
    await run();
    const page = await shop.orders.listOrders({ customerId: 'alice', status: 'confirmed', limit: 5 }, calmly);
    expect(page.orders.map(({ id }) => id)).toEqual([order.id]);
  });

  it('leaves everything else in an order unchanged', async () => {
    await run();
    const [first] = orders;
    expect(await shop.orders.findOrder(first?.id ?? '', calmly)).toEqual({ ...first, loyalty: 7 });
  });

  it('has nothing to do the second time', async () => {
    await run();
    await run();
    expect(printed.at(-1)).toBe('0 orders not in their places in the indexes, 0 moved there, 0 unreadable');
  });

  it('changes nothing in a dry run', async () => {
    expect(await run(true)).toBe(0);
    expect(await listed()).toEqual([]);
    expect(printed).toEqual(['6 orders not in their places in the indexes, 0 moved there, 0 unreadable']);
  });

  it('names an unreadable order and adds the others', async () => {
    await put({ pk: 'ORDER#ord_9', sk: 'ORDER', id: 'ord_9', status: 'lost' });
    expect(await run()).toBe(1);
    expect(await listed()).toHaveLength(12);
    expect(printed).toEqual([
      'ORDER#ord_9: unreadable',
      '6 orders not in their places in the indexes, 6 moved there, 1 unreadable',
    ]);
  });
});
