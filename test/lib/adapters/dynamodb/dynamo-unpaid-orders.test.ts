import { describe, expect, it } from 'vitest';
import { createDynamoUnpaidOrders } from '../../../../lib/adapters/dynamodb/dynamo-unpaid-orders.ts';
import type { Order } from '../../../../lib/domain/order.ts';
import type { OrderStatus } from '../../../../lib/domain/order-status.ts';
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
  const aReaderOf = async (orders: readonly Order[]) => {
    const shop = await emptyShop();
    for (const next of orders) await shop.orders.commit({ order: { next } }, calmly);
    const reader = createDynamoUnpaidOrders({ client: shop.client, tableName: shop.ordersTable });
    return { reader, read: meterReads(shop.documents) };
  };
  const someOrders = (count: number, status: OrderStatus = 'pending', from = 0) =>
    Array.from({ length: count }, (_, n) => anOrder({ id: orderIdOf(from + n), status }));

  it('asks once while fewer orders are open, however many there were', async () => {
    const { reader, read } = await aReaderOf([
      ...someOrders(60, 'delivered'),
      ...someOrders(19, 'shipped', 60),
    ]);
    expect(await reader.hasUnpaid('alice', 20, calmly)).toBe(false);
    // 19 keys fit into 4 kB.
    expect(read()).toEqual({ calls: { Query: 1 }, units: 0.5 });
  });

  it('reads the open orders when they could reach the limit', async () => {
    const { reader, read } = await aReaderOf([
      ...someOrders(30, 'confirmed'),
      ...someOrders(19, 'pending', 30),
    ]);
    expect(await reader.hasUnpaid('alice', 20, calmly)).toBe(false);
    expect(await reader.hasUnpaid('alice', 19, calmly)).toBe(true);
    expect(read().calls).toEqual({ Query: 2, BatchGetItem: 2 });
  });

  it('finds unpaid orders before more open ones than a batch holds', async () => {
    const { reader } = await aReaderOf([...someOrders(120, 'shipped'), ...someOrders(20, 'pending', 120)]);
    expect(await reader.hasUnpaid('alice', 20, calmly)).toBe(true);
  });

  it('reads as many orders as a great limit needs, also beside others', async () => {
    const { reader } = await aReaderOf([...someOrders(120), ...someOrders(10, 'shipped', 120)]);
    expect(await reader.hasUnpaid('alice', 120, calmly)).toBe(true);
    expect(await reader.hasUnpaid('alice', 121, calmly)).toBe(false);
  });
});
