import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { ContendedProduct, StockContention } from '../../app/ports/stock-contention.ts';
import type { DynamoTable } from '../../platform/dynamodb/dynamo-client.ts';
import { parseItem } from '../../platform/dynamodb/parse-item.ts';
import { queryItems } from '../../platform/dynamodb/read-items.ts';
import {
  type Condition,
  setAttributes,
  transactWrite,
  updateIf,
} from '../../platform/dynamodb/write-items.ts';
import { storedTime } from './item-schema.ts';
import { contentionKey, contentionPartition } from './keys.ts';
import { changeActions } from './product-actions.ts';
import { readProduct } from './read-product.ts';

const contentionSchema = z.looseObject({
  sk: z.string(),
  markedAt: storedTime,
  splitAt: storedTime.optional(),
});

/** A mark of that age, in seconds, is of no use: the product is in no demand any more. */
const keptSeconds = 7 * 24 * 3_600;

// Stored under the name that it had when stock items could only be split.
const fromContentionItem = (item: Record<string, unknown>): ContendedProduct => {
  const { sk, markedAt, splitAt: reshardedAt } = parseItem(contentionSchema, item);
  return { sku: sk, markedAt, ...(reshardedAt !== undefined && { reshardedAt }) };
};

const isMarked: Condition = { ConditionExpression: 'attribute_exists(markedAt)' };

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

    async *listMarked(onUnreadable, options) {
      const readable = (item: Record<string, unknown>): readonly ContendedProduct[] => {
        try {
          return [fromContentionItem(item)];
        } catch (reason) {
          onUnreadable(String(item['sk']), reason);
          return [];
        }
      };
      for await (const item of queryItems(client, partition(contentionPartition), options)) {
        yield* readable(item);
      }
    },

    async forget({ sku, markedAt }, options) {
      const command = new DeleteCommand({
        TableName: tableName,
        Key: contentionKey(sku),
        ConditionExpression: 'markedAt = :seen',
        ExpressionAttributeValues: { ':seen': markedAt },
      });
      await client.send(command, options).catch((failure) => {
        if (!(failure instanceof ConditionalCheckFailedException)) throw failure;
      });
    },

    async reshard(sku, next, at, options) {
      const stored = await readProduct(table, sku, options);
      if (!stored) return undefined;
      const { entry, levels } = stored;
      const stockShards = next(entry);
      const numbers = { before: entry.stockShards, after: stockShards };
      if (numbers.after === numbers.before) return numbers;
      const refused = await transactWrite(
        client,
        [
          ...changeActions(tableName, entry, { ...entry, stockShards }, levels),
          setAttributes(tableName, contentionKey(sku), { splitAt: at }, isMarked),
        ],
        options,
      );
      return refused.length === 0 ? numbers : undefined;
    },
  };
};
