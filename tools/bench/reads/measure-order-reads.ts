import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { countOrders } from '../../../lib/adapters/dynamodb/count-orders.ts';
import { createDynamoPendingOrders } from '../../../lib/adapters/dynamodb/dynamo-pending-orders.ts';
import { createDynamoUnpaidOrders } from '../../../lib/adapters/dynamodb/dynamo-unpaid-orders.ts';
import { listOrders, listOrdersByStatus } from '../../../lib/adapters/dynamodb/list-orders.ts';
import { ordersTable } from '../../../lib/contract/tables.ts';
import { type CallOptions, unlimitedCall } from '../../../lib/platform/call-options.ts';
import { createDynamoClient, type DynamoTable } from '../../../lib/platform/dynamodb/dynamo-client.ts';
import { createDependencyPolicy } from '../../../lib/platform/resilience/dependency-policy.ts';
import { withClient, withEmptyDatabase } from '../dynamodb/with-database.ts';
import { deployment } from '../workload/function-environment.ts';
import { listByFilter } from './former-reads.ts';
import { regularCustomer, storeOrders } from './order-history.ts';
import { meterReads, type ReadCost } from './read-meter.ts';

type Read = (table: DynamoTable, options: CallOptions) => Promise<unknown>;

interface ComparedRead {
  readonly name: string;
  readonly now: Read;
  /** The same as it was done formerly; absent for what is new. */
  readonly before?: Read;
}

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
    name: 'unpaid orders of a customer, counted to 20',
    now: (table, options) => createDynamoUnpaidOrders(table).countUnpaid(regularCustomer, 20, options),
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

export interface OrderRead {
  readonly name: string;
  readonly now: ReadCost;
  readonly before: ReadCost | undefined;
}

export interface OrderReads {
  /** Number of orders of the customer. */
  readonly orders: number;
  readonly reads: readonly OrderRead[];
}

/** Calls and read units of a page of each list, for a customer with so many orders. */
export const measureOrderReads = (orders: number): Promise<OrderReads> =>
  withEmptyDatabase((endpoint) =>
    withClient(endpoint, async (client) => {
      const documents = DynamoDBDocumentClient.from(client);
      const [tableName = ''] =
        Object.entries(deployment.tables).find(([, definition]) => definition === ordersTable) ?? [];
      await storeOrders(documents, tableName, orders);
      const policy = createDependencyPolicy({
        name: 'dynamodb',
        isFailure: () => true,
        tryTimeoutMs: 30_000,
      });
      const table = { client: createDynamoClient(documents, policy), tableName };
      const read = meterReads(documents);
      const options = unlimitedCall();
      const costOf = async (one: Read): Promise<ReadCost> => {
        await one(table, options);
        return read();
      };
      const measured: OrderRead[] = [];
      for (const { name, now, before } of reads) {
        measured.push({ name, now: await costOf(now), before: before && (await costOf(before)) });
      }
      return { orders, reads: measured };
    }),
  );
