import { createDynamoListedAvailability } from '../../lib/adapters/dynamodb/dynamo-listed-availability.ts';
import { createDynamoOrderStore } from '../../lib/adapters/dynamodb/dynamo-order-store.ts';
import { createDynamoProductRepository } from '../../lib/adapters/dynamodb/dynamo-product-repository.ts';
import { createDynamoStockLedger } from '../../lib/adapters/dynamodb/dynamo-stock-ledger.ts';
import { createDynamoUnpaidOrders } from '../../lib/adapters/dynamodb/dynamo-unpaid-orders.ts';
import { eventsTable, ordersTable } from '../../lib/contract/tables.ts';
import { createDynamoClient } from '../../lib/platform/dynamodb/dynamo-client.ts';
import { readStoredState } from '../../tools/audit/stored-state.ts';
import { createMemoryDynamoDb } from '../../tools/simulation/world/dynamodb/memory-dynamodb.ts';
import { documentsOf } from '../harness/dynamodb/memory-tables.ts';
import { directPolicy } from './direct-policy.ts';

/** Orders and catalogue of one shop: the real adapters over a database in memory. */
export const createMemoryDatabase = () => {
  const tables = { orders: ordersTable, events: eventsTable };
  const database = createMemoryDynamoDb({ tables });
  const client = createDynamoClient(documentsOf(database), directPolicy);
  const orders = { client, tableName: 'orders' };
  return {
    orders: createDynamoOrderStore({ client, ordersTable: 'orders', eventsTable: 'events' }),
    products: createDynamoProductRepository(orders),
    unpaidOrders: createDynamoUnpaidOrders(orders),
    ledger: createDynamoStockLedger(orders),
    availability: createDynamoListedAvailability(orders),
    /** Everything that the tables hold. */
    stored: () => readStoredState(database.itemsOf('orders'), database.itemsOf('events')),
  };
};
