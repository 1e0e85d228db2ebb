import { BatchWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import { toOrderItem } from '../../../lib/adapters/dynamodb/order-items.ts';
import { orderIdFrom } from '../../../lib/domain/identifiers.ts';
import { type Order, placeOrder } from '../../../lib/domain/order.ts';
import type { OrderStatus } from '../../../lib/domain/order-status.ts';

/** The customer with the long history. */
export const regularCustomer = 'customer-1';

/** Orders that wait for their payment, and for their shipment, at the end of the history. */
const pendingOrders = 30;
const confirmedOrders = 5;

/** Status of the `n`-th of a customer's orders: the first one was never delivered. */
const statusOf = (n: number, orders: number): OrderStatus => {
  if (n === 0) return 'shipped';
  if (n >= orders - pendingOrders) return 'pending';
  if (n >= orders - pendingOrders - confirmedOrders) return 'confirmed';
  return n % 10 === 0 ? 'cancelled' : 'delivered';
};

const start = Date.UTC(2026, 0, 1);

/** An order of one line, the `n`-th of an hour each. */
const anOrder = (customerId: string, n: number, status: OrderStatus): Order => {
  const placedAt = start + n * 3_600_000;
  const now = new Date(placedAt).toISOString();
  const unitPrice = { amount: 1_999, currency: 'USD' } as const;
  const line = { sku: 'TEA-001', name: 'Darjeeling first flush, 100 g', quantity: 2, unitPrice };
  const placed = placeOrder({
    id: orderIdFrom(ulid(placedAt)),
    customerId,
    lines: [line],
    source: 'web',
    customerType: 'standard',
    now,
    expiresAt: now,
  });
  return { ...placed, status };
};

/** DynamoDB's limit. */
const batchSize = 25;

/** Stores so many orders of one customer, and a tenth of it as confirmed orders of as many others. */
export const storeOrders = async (
  documents: DynamoDBDocumentClient,
  tableName: string,
  orders: number,
): Promise<void> => {
  const numbers = Array.from({ length: orders }, (_, n) => n);
  const items = [
    ...numbers.map((n) => anOrder(regularCustomer, n, statusOf(n, orders))),
    ...numbers.slice(0, orders / 10).map((n) => anOrder(`other-${n}`, n, 'confirmed')),
  ].map((order) => ({ PutRequest: { Item: toOrderItem(order) } }));
  for (let n = 0; n < items.length; n += batchSize) {
    const RequestItems = { [tableName]: items.slice(n, n + batchSize) };
    await documents.send(new BatchWriteCommand({ RequestItems }));
  }
};
