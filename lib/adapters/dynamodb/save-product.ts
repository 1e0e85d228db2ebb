import type { Product } from '../../domain/product.ts';
import { spreadStock } from '../../domain/stock.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { DynamoTable } from '../../platform/dynamodb/dynamo-client.ts';
import {
  type Condition,
  isAbsent,
  putIf,
  transactWrite,
  type WriteAction,
} from '../../platform/dynamodb/write-items.ts';
import { fromProductItem, toProductItem } from './product-item.ts';
import { stockKey, toStockItem } from './stock-item.ts';

const hasShards = (stockShards: number): Condition => ({
  ConditionExpression: 'stockShards = :shards',
  ExpressionAttributeValues: { ':shards': stockShards },
});

const saveActions = (
  tableName: string,
  { available, ...entry }: Product,
  storedShards: number | undefined,
): WriteAction[] => {
  const { sku, unitPrice, stockShards } = entry;
  const levels = spreadStock(available, stockShards).map((units, shard) => ({
    sku,
    shard,
    available: units,
    unitPrice,
  }));
  const unused = Array.from({ length: storedShards ?? 0 }, (_, shard) => shard).slice(stockShards);
  return [
    putIf(tableName, toProductItem(entry), storedShards === undefined ? isAbsent : hasShards(storedShards)),
    ...levels.map((level) => ({ Put: { TableName: tableName, Item: toStockItem(level) } })),
    ...unused.map((shard) => ({ Delete: { TableName: tableName, Key: stockKey(sku, shard) } })),
  ];
};

/**
 * Writes a product and its stock items and removes those that it no longer has, in one transaction. When another
 * save gets in between, it starts again from what that one left.
 * @param storedShards number of the product's stock items; `undefined` for a new product.
 */
export const saveProduct = async (
  table: DynamoTable,
  product: Product,
  storedShards: number | undefined,
  options: CallOptions,
): Promise<void> => {
  const actions = saveActions(table.tableName, product, storedShards);
  const [moved] = await transactWrite(table.client, actions, options);
  if (!moved) return;
  await saveProduct(table, product, moved.item && fromProductItem(moved.item).stockShards, options);
};
