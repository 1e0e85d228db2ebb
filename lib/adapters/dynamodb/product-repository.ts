import { QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import type { ProductRepository } from '../../app/ports/product-repository.ts';
import { callAws } from '../aws/aws-failure.ts';
import { batchGet } from './batch-get.ts';
import {
  cataloguePartition,
  fromProductItem,
  fromStockItem,
  productKey,
  stockKey,
  toProductItems,
} from './product-item.ts';
import { type DynamoTable, dynamodb } from './table.ts';

/** The catalogue in the orders table. */
export const createDynamoProductRepository = (table: DynamoTable): ProductRepository => {
  const { client, tableName } = table;

  const stockOf = async (
    skus: readonly string[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, number>> => {
    const items = await batchGet(table, skus.map(stockKey), signal);
    return new Map(items.map(fromStockItem).map(({ sku, available }) => [sku, available]));
  };

  return {
    async save(product, { signal }) {
      const command = new TransactWriteCommand({
        TransactItems: toProductItems(product).map((Item) => ({ Put: { TableName: tableName, Item } })),
      });
      await callAws(dynamodb, signal, () => client.send(command, { abortSignal: signal }));
    },

    async find(sku, { signal }) {
      const items = await batchGet(table, [productKey(sku), stockKey(sku)], signal);
      const product = items.find(({ sk }) => sk === productKey(sku).sk);
      const stock = items.find(({ sk }) => sk === stockKey(sku).sk);
      return (
        product && { ...fromProductItem(product), available: stock ? fromStockItem(stock).available : 0 }
      );
    },

    async findEntries(skus, { signal }) {
      const items = await batchGet(table, skus.map(productKey), signal);
      return new Map(items.map(fromProductItem).map((entry) => [entry.sku, entry]));
    },

    async list({ limit, after }, { signal }) {
      const command = new QueryCommand({
        TableName: tableName,
        IndexName: 'gsi1',
        KeyConditionExpression: after === undefined ? 'gsi1pk = :all' : 'gsi1pk = :all AND gsi1sk > :after',
        ExpressionAttributeValues: {
          ':all': cataloguePartition,
          ...(after !== undefined && { ':after': after }),
        },
        // One more than asked for tells whether there is a next page.
        Limit: limit + 1,
      });
      const page = await callAws(dynamodb, signal, () => client.send(command, { abortSignal: signal }));
      const found = page.Items ?? [];
      const entries = found.slice(0, limit).map(fromProductItem);
      const stock = await stockOf(
        entries.map(({ sku }) => sku),
        signal,
      );
      const last = entries.at(-1);
      return {
        products: entries.map((entry) => ({ ...entry, available: stock.get(entry.sku) ?? 0 })),
        ...((found.length > limit || page.LastEvaluatedKey) && last && { nextAfter: last.sku }),
      };
    },
  };
};
