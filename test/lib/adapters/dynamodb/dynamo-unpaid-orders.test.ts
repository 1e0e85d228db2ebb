import { describe, expect, it } from 'vitest';
import { createDynamoUnpaidOrders } from '../../../../lib/adapters/dynamodb/dynamo-unpaid-orders.ts';
import { meterReads } from '../../../../tools/bench/reads/read-meter.ts';
import { anOrder } from '../../../builders/an-order.ts';
import { orderIdOf } from '../../../builders/order-id-of.ts';
import { useEmbeddedShop } from '../../../harness/dynamodb/embedded-shop.ts';
import { calmly } from '../../../harness/dynamodb/embedded-tables.ts';
import { unpaidOrdersContract } from '../../app/ports/unpaid-orders-reader.contract.ts';

const emptyShop = useEmbeddedShop();

unpaidOrdersContract(async () => {
  const shop = await emptyShop();
  const unpaidOrders = createDynamoUnpaidOrders({ client: shop.client, tableName: shop.ordersTable });
  return { orders: shop.orders, unpaidOrders };
});

describe('the DynamoDB UnpaidOrdersReader', () => {
  it('asks once, and reads no more orders than it may count', async () => {
    const { orders, client, documents, ordersTable } = await emptyShop();
    for (let n = 0; n < 30; n += 1) {
      await orders.commit({ order: { next: anOrder({ id: orderIdOf(n) }) } }, calmly);
    }
    const read = meterReads(documents);
    const reader = createDynamoUnpaidOrders({ client, tableName: ordersTable });
    expect(await reader.countUnpaid('alice', 20, calmly)).toBe(20);
    // 20 keys fit into 4 kB.
    expect(read()).toEqual({ calls: { Query: 1 }, units: 0.5 });
  });
});
