import { countOrders } from '../../../lib/adapters/dynamodb/count-orders.ts';
import { createDynamoPendingOrders } from '../../../lib/adapters/dynamodb/dynamo-pending-orders.ts';
import { createDynamoUnpaidOrders } from '../../../lib/adapters/dynamodb/dynamo-unpaid-orders.ts';
import { listOrders, listOrdersByStatus } from '../../../lib/adapters/dynamodb/list-orders.ts';
import { type ComparedRead, compareReads, type MeasuredRead } from './compare-reads.ts';
import { listByFilter } from './former-reads.ts';
import { regularCustomer, storeOrders } from './order-history.ts';

const limit = 20;
const customer = { customerId: regularCustomer, limit } as const;

const reads: readonly ComparedRead[] = [
  {
    name: 'orders of a customer',
    now: (table, options) => listOrders(table, customer, options),
  },
  {
    name: '… with a common status',
    now: (table, options) => listOrders(table, { ...customer, status: 'cancelled' }, options),
    before: (table, options) => listByFilter(table, { ...customer, status: 'cancelled' }, options),
  },
  {
    name: '… with a status that only the oldest has',
    now: (table, options) => listOrders(table, { ...customer, status: 'shipped' }, options),
    before: (table, options) => listByFilter(table, { ...customer, status: 'shipped' }, options),
  },
  {
    name: 'confirmed orders of all customers',
    now: (table, options) => listOrdersByStatus(table, { status: 'confirmed', limit }, options),
  },
  {
    name: 'whether a customer has 20 unpaid orders',
    now: (table, options) => createDynamoUnpaidOrders(table).hasUnpaid(regularCustomer, 20, options),
  },
  {
    name: 'oldest pending order',
    now: (table, options) => createDynamoPendingOrders(table).oldestPendingAt(options),
  },
  {
    name: 'number of orders with one status (as orders_pending)',
    now: async () => undefined,
    before: (table, options) => countOrders(table, 'delivered', options),
  },
];

export interface OrderReads {
  /** Number of orders of the customer. */
  readonly orders: number;
  readonly reads: readonly MeasuredRead[];
}

/** Calls and read units of a page of each list, for a customer with so many orders. */
export const measureOrderReads = async (orders: number): Promise<OrderReads> => ({
  orders,
  reads: await compareReads(reads, ({ documents, tableName }) => storeOrders(documents, tableName, orders)),
});
