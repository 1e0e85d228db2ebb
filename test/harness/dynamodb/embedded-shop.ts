import type { OrdersTables } from '../../../lib/adapters/dynamodb/commit-order.ts';
import { createDynamoOrderStore } from '../../../lib/adapters/dynamodb/dynamo-order-store.ts';
import { createDynamoProductRepository } from '../../../lib/adapters/dynamodb/dynamo-product-repository.ts';
import { eventsTable } from '../../../lib/contract/tables.ts';
import type { DynamoTable } from '../../../lib/platform/dynamodb/dynamo-client.ts';
import type { Shop } from '../shop/stored-shop.ts';
import { type EmbeddedTable, useEmbeddedTables } from './embedded-tables.ts';

/** A shop in an embedded DynamoDB, with its tables to look into. */
export interface EmbeddedShop extends Shop, OrdersTables {
  readonly client: DynamoTable['client'];
  readonly documents: EmbeddedTable['documents'];
}

/** Runs an embedded DynamoDB beside the tests of a file; each call of the result gives an empty shop. */
export const useEmbeddedShop = (): (() => Promise<EmbeddedShop>) => {
  const emptyTable = useEmbeddedTables();
  return async () => {
    const [table, events] = await Promise.all([emptyTable(), emptyTable(eventsTable)]);
    const { client, documents } = table;
    const tables = { ordersTable: table.tableName, eventsTable: events.tableName };
    return {
      client,
      documents,
      ...tables,
      orders: createDynamoOrderStore({ client, ...tables }),
      products: createDynamoProductRepository(table),
    };
  };
};
