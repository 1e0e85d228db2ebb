import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import { describe, expect, it } from 'vitest';
import { createDynamoPendingOrders } from '../../../../lib/adapters/dynamodb/dynamo-pending-orders.ts';
import { toOrderItem } from '../../../../lib/adapters/dynamodb/order-items.ts';
import { orderIdFrom } from '../../../../lib/domain/identifiers.ts';
import type { OrderStatus } from '../../../../lib/domain/order-status.ts';
import { meterReads } from '../../../../tools/bench/reads/read-meter.ts';
import { anOrder } from '../../../builders/an-order.ts';
import { calmly, type EmbeddedTable, useEmbeddedTables } from '../../../harness/dynamodb/embedded-tables.ts';

const emptyTable = useEmbeddedTables();

describe('the DynamoDB PendingOrdersReader', () => {
  const put = async (table: EmbeddedTable, placedAt: number, status: OrderStatus) => {
    const Item = toOrderItem(anOrder({ id: orderIdFrom(ulid(placedAt)), status }));
    await table.client.send(new PutCommand({ TableName: table.tableName, Item }), calmly);
  };

  it('returns the time at which the oldest pending order was placed', async () => {
    const table = await emptyTable();
    const reader = createDynamoPendingOrders(table);
    expect(await reader.oldestPendingAt(calmly)).toBeUndefined();
    for (const placedAt of [5_000, 3_000, 4_000]) await put(table, placedAt, 'pending');
    await put(table, 2_000, 'cancelled');
    expect(await reader.oldestPendingAt(calmly)).toBe(3_000);
  });

  it('reads one order of each partition, however many wait', async () => {
    const table = await emptyTable();
    for (let n = 1; n <= 100; n += 1) await put(table, n, 'pending');
    const read = meterReads(table.documents);
    expect(await createDynamoPendingOrders(table).oldestPendingAt(calmly)).toBe(1);
    expect(read()).toEqual({ calls: { Query: 8 }, units: 4 });
  });
});
