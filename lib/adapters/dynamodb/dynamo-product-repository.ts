import type { ProductRepository } from '../../app/ports/product-repository.ts';
import { totalAvailable } from '../../domain/stock.ts';
import type { DynamoTable } from '../../platform/dynamodb/dynamo-client.ts';
import { batchGet, collectItems, getItem, queryItems } from '../../platform/dynamodb/read-items.ts';
import { cataloguePartition, fromProductItem, productKey, productPartition } from './product-item.ts';
import { saveProduct } from './save-product.ts';
import { fromStockItem, stockKey, stockPrefix } from './stock-item.ts';

/** The catalogue in the orders table. */
export const createDynamoProductRepository = (table: DynamoTable): ProductRepository => {
  const { client, tableName } = table;

  return {
    async save(product, options) {
      const stored = await getItem(table, productKey(product.sku), options);
      await saveProduct(table, product, stored && fromProductItem(stored).stockShards, options);
    },

    async find(sku, options) {
      const query = {
        TableName: tableName,
        KeyConditionExpression: 'pk = :product',
        ExpressionAttributeValues: { ':product': productPartition(sku) },
        ConsistentRead: true,
      };
      const items = await collectItems(queryItems(client, query, options));
      const product = items.find(({ sk }) => sk === productKey(sku).sk);
      const stock = items.filter(({ sk }) => String(sk).startsWith(stockPrefix)).map(fromStockItem);
      return product && { ...fromProductItem(product), available: totalAvailable(stock) };
    },

    async findEntries(skus, options) {
      const items = await batchGet(table, skus.map(productKey), options);
      return new Map(items.map(fromProductItem).map((entry) => [entry.sku, entry]));
    },

    async list({ limit, after }, options) {
      // One more than asked for tells whether there is a next page.
      const wanted = limit + 1;
      const query = {
        TableName: tableName,
        IndexName: 'gsi1',
        KeyConditionExpression: `gsi1pk = :all${after === undefined ? '' : ' AND gsi1sk > :after'}`,
        ExpressionAttributeValues: {
          ':all': cataloguePartition,
          ...(after !== undefined && { ':after': after }),
        },
        Limit: wanted,
      };
      const found = await collectItems(queryItems(client, query, options), wanted);
      const entries = found.slice(0, limit).map(fromProductItem);
      const keys = entries.flatMap(({ sku, stockShards }) =>
        Array.from({ length: stockShards }, (_, shard) => stockKey(sku, shard)),
      );
      const levels = Map.groupBy((await batchGet(table, keys, options)).map(fromStockItem), ({ sku }) => sku);
      const last = entries.at(-1);
      return {
        products: entries.map((entry) => ({
          ...entry,
          available: totalAvailable(levels.get(entry.sku) ?? []),
        })),
        ...(found.length > limit && last && { nextAfter: last.sku }),
      };
    },
  };
};
