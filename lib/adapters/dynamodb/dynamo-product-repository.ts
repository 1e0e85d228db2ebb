import type { CatalogueEntry, ProductRepository } from '../../app/ports/product-repository.ts';
import type { Product } from '../../domain/product.ts';
import { spreadStock, totalAvailable } from '../../domain/stock.ts';
import type { DynamoTable } from '../../platform/dynamodb/dynamo-client.ts';
import { batchGet, collectItems, getItem, queryItems } from '../../platform/dynamodb/read-items.ts';
import {
  type Condition,
  isAbsent,
  setAttributes,
  transactWrite,
  type WriteAction,
} from '../../platform/dynamodb/write-items.ts';
import { ConflictError } from '../../platform/resilience/retry-on-conflict.ts';
import {
  catalogueIndexKeys,
  cataloguePartition,
  productKey,
  productPartition,
  stockKey,
  stockPrefix,
} from './keys.ts';
import { fromProductItem, fromStockItem } from './product-items.ts';

const hasShards = (stockShards: number): Condition => ({
  ConditionExpression: 'stockShards = :shards',
  ExpressionAttributeValues: { ':shards': stockShards },
});

/** Writes a product and its stock items, and deletes the stock items that it no longer has. */
const saveActions = (
  tableName: string,
  { available, ...entry }: Product,
  stored: CatalogueEntry | undefined,
): WriteAction[] => {
  const { sku, stockShards } = entry;
  // Fields of the price that a later version has added stay as well.
  const unitPrice = { ...stored?.unitPrice, ...entry.unitPrice };
  const levels = spreadStock(available, stockShards).map((units, shard) => ({
    sku,
    shard,
    available: units,
    unitPrice,
  }));
  const unused = Array.from({ length: stored?.stockShards ?? 0 }, (_, shard) => shard).slice(stockShards);
  return [
    setAttributes(
      tableName,
      productKey(sku),
      { ...entry, unitPrice, ...catalogueIndexKeys(sku) },
      stored ? hasShards(stored.stockShards) : isAbsent,
    ),
    ...levels.map((level) => setAttributes(tableName, stockKey(sku, level.shard), level)),
    ...unused.map((shard) => ({ Delete: { TableName: tableName, Key: stockKey(sku, shard) } })),
  ];
};

/** The catalogue in the orders table. */
export const createDynamoProductRepository = (table: DynamoTable): ProductRepository => {
  const { client, tableName } = table;

  return {
    async save(product, options) {
      const stored = await getItem(table, productKey(product.sku), options);
      const actions = saveActions(tableName, product, stored && fromProductItem(stored));
      const refused = await transactWrite(client, actions, options);
      if (refused.length > 0) throw new ConflictError();
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
