import * as z from 'zod';
import type { ContendedProduct, StockContention } from '../../app/ports/stock-contention.ts';
import { splitStockItems } from '../../domain/stock.ts';
import type { DynamoTable } from '../../platform/dynamodb/dynamo-client.ts';
import { parseItem } from '../../platform/dynamodb/parse-item.ts';
import { collectItems, queryItems } from '../../platform/dynamodb/read-items.ts';
import {
  isAbsent,
  putIf,
  setAttributes,
  transactWrite,
  updateIf,
} from '../../platform/dynamodb/write-items.ts';
import { storedTime } from './item-schema.ts';
import {
  contentionKey,
  contentionPartition,
  productKey,
  productPartition,
  stockKey,
  stockPrefix,
} from './keys.ts';
import { fromProductItem, fromStockItem } from './product-items.ts';

const contentionSchema = z.looseObject({
  sk: z.string(),
  markedAt: storedTime,
  splitAt: storedTime.optional(),
});

/** A mark of that age, in seconds, is of no use: the product is in no demand any more. */
const keptSeconds = 7 * 24 * 3_600;

const fromContentionItem = (item: Record<string, unknown>): ContendedProduct => {
  const { sk, markedAt, splitAt } = parseItem(contentionSchema, item);
  return { sku: sk, markedAt, ...(splitAt !== undefined && { splitAt }) };
};

/** Marks beside the products in the orders table. */
export const createDynamoStockContention = (table: DynamoTable): StockContention => {
  const { client, tableName } = table;
  const partition = (pk: string) => ({
    TableName: tableName,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': pk },
    ConsistentRead: true,
  });

  return {
    async mark(sku, at, options) {
      const update = {
        Key: contentionKey(sku),
        UpdateExpression: 'SET markedAt = :at, #ttl = :ttl',
        ConditionExpression: 'attribute_not_exists(markedAt) OR markedAt < :at',
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: { ':at': at, ':ttl': Math.floor(Date.parse(at) / 1_000) + keptSeconds },
      };
      await updateIf(table, update, options);
    },

    async *listMarked(options) {
      for await (const item of queryItems(client, partition(contentionPartition), options)) {
        yield fromContentionItem(item);
      }
    },

    async split(sku, at, options) {
      const items = await collectItems(queryItems(client, partition(productPartition(sku)), options));
      const stored = items.find(({ sk }) => sk === productKey(sku).sk);
      const levels = items.filter(({ sk }) => String(sk).startsWith(stockPrefix)).map(fromStockItem);
      const moves = splitStockItems(levels);
      if (!stored || moves.length === 0) return undefined;
      const { stockShards, unitPrice } = fromProductItem(stored);
      const next = levels.length + moves.length;
      const refused = await transactWrite(
        client,
        [
          // A save that changes price or number of stock items writes the product, too.
          setAttributes(
            tableName,
            productKey(sku),
            { stockShards: next },
            {
              ConditionExpression: 'stockShards = :before AND unitPrice = :price',
              ExpressionAttributeValues: { ':before': stockShards, ':price': stored['unitPrice'] },
            },
          ),
          ...moves.flatMap(({ from, to, units }) => [
            {
              Update: {
                TableName: tableName,
                Key: stockKey(sku, from),
                UpdateExpression: 'SET available = available - :units',
                ConditionExpression: 'available >= :units',
                ExpressionAttributeValues: { ':units': units },
              },
            },
            putIf(tableName, { ...stockKey(sku, to), sku, shard: to, available: units, unitPrice }, isAbsent),
          ]),
          setAttributes(tableName, contentionKey(sku), { splitAt: at }),
        ],
        options,
      );
      return refused.length === 0 ? next : undefined;
    },
  };
};
