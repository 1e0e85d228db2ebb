import * as z from 'zod';
import type { OrderStore } from '../../app/ports/order-store.ts';
import type { DynamoClient } from '../../platform/dynamodb/dynamo-client.ts';
import { parseItem } from '../../platform/dynamodb/parse-item.ts';
import type { OrdersTables } from './commit-action.ts';
import { commitOrder } from './commit-order.ts';
import { listDue } from './due-list.ts';
import { listOrders } from './order-list.ts';
import { createOrderReads } from './order-reads.ts';

// An item that is malformed elsewhere must not keep the others from being found.
const orderReference = z.object({ id: z.string() });
const attemptReference = z.object({ orderId: z.string(), number: z.int() });

export interface DynamoOrderStoreOptions extends OrdersTables {
  readonly client: DynamoClient;
}

/** Orders and all that belongs to them, in the orders table; their events in the events table. */
export const createDynamoOrderStore = ({ client, ...tables }: DynamoOrderStoreOptions): OrderStore => ({
  commit: (commit, options) => commitOrder(client, tables, commit, options),
  ...createOrderReads(client, tables),
  listOrders: (query, options) => listOrders(client, tables.ordersTable, query, options),
  async listExpired(now, limit, options) {
    const items = await listDue(client, tables.ordersTable, 'EXPIRY', { now, limit }, options);
    return items.map((item) => parseItem(orderReference, item).id);
  },
  async listUnsettled(now, limit, options) {
    const items = await listDue(client, tables.ordersTable, 'PAYMENT', { now, limit }, options);
    return items.map((item) => parseItem(attemptReference, item));
  },
});
