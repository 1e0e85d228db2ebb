import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import { describe, expect, it } from 'vitest';
import { createDynamoPendingOrders } from '../../../../lib/adapters/dynamodb/dynamo-pending-orders.ts';
import { toOrderItem } from '../../../../lib/adapters/dynamodb/order-items.ts';
import { orderIdFrom } from '../../../../lib/domain/identifiers.ts';
import { anOrder } from '../../../builders/an-order.ts';
import { calmly, useEmbeddedTables } from '../../../harness/dynamodb/embedded-tables.ts';

const emptyTable = useEmbeddedTables();

describe('the DynamoDB PendingOrdersReader', () => {
  it('counts the orders that wait for their payment, and knows the oldest', async () => {
    const table = await emptyTable();
    const reader = createDynamoPendingOrders(table);
    expect(await reader.pendingOrders(calmly)).toEqual({ count: 0, oldestAt: undefined });
    const placed = Array.from({ length: 6 }, (_, n) => {
      const createdAt = `2026-07-01T12:00:0${6 - n}.000Z`;
      return anOrder({ id: orderIdFrom(ulid(Date.parse(createdAt))), createdAt });
    });
    for (const [n, order] of placed.entries()) {
      const status = n === 5 ? 'cancelled' : 'pending';
      const Item = toOrderItem({ ...order, status });
      await table.client.send(new PutCommand({ TableName: table.tableName, Item }), calmly);
    }
    expect(await reader.pendingOrders(calmly)).toEqual({
      count: 5,
      oldestAt: Date.parse('2026-07-01T12:00:02.000Z'),
    });
  });
});
