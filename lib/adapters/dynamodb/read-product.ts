import type { CatalogueEntry } from '../../app/ports/product-repository.ts';
import { isWholeStock, type StockLevel } from '../../domain/stock.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { DynamoTable } from '../../platform/dynamodb/dynamo-client.ts';
import { collectItems, pause, queryItems } from '../../platform/dynamodb/read-items.ts';
import { productKey, productPartition, stockPrefix } from './keys.ts';
import { fromProductItem, fromStockItem } from './product-items.ts';

/** A product as it is stored. */
export interface StoredProduct {
  readonly entry: CatalogueEntry;
  /** All its stock items, by ascending shard. */
  readonly levels: readonly StockLevel[];
}

/** Reads of a product at most. A transaction that one of them met halfway is over by the last one. */
const maxReads = 4;

/** Reads a product's partition by one query; the empty prefix is that of every item. */
const queryProduct = async (
  { client, tableName }: DynamoTable,
  sku: string,
  prefix: string,
  options: CallOptions,
) => {
  const query = {
    TableName: tableName,
    KeyConditionExpression: `pk = :product${prefix === '' ? '' : ' AND begins_with(sk, :prefix)'}`,
    ExpressionAttributeValues: {
      ':product': productPartition(sku),
      ...(prefix !== '' && { ':prefix': prefix }),
    },
    ConsistentRead: true,
  };
  const items = await collectItems(queryItems(client, query, options));
  const levels = items.filter(({ sk }) => String(sk).startsWith(stockPrefix)).map(fromStockItem);
  return { product: items.find(({ sk }) => sk === productKey(sku).sk), levels };
};

/**
 * A query does not see a transaction as a whole: units that move between stock items may be missing from both. It is
 * repeated until all stock items know of the same number of them. Those that never do were written by a version of the
 * service that does not store that number.
 */
const queryWholeProduct: typeof queryProduct = async (table, sku, prefix, options) => {
  for (let read = 1; ; read += 1) {
    const found = await queryProduct(table, sku, prefix, options);
    if (isWholeStock(found.levels) || read === maxReads) return found;
    await pause(read - 1, options);
  }
};

/** A product and its stock, strongly consistent; `undefined` when there is none. */
export const readProduct = async (
  table: DynamoTable,
  sku: string,
  options: CallOptions,
): Promise<StoredProduct | undefined> => {
  const { product, levels } = await queryWholeProduct(table, sku, '', options);
  return product && { entry: fromProductItem(product), levels };
};

/** All stock items of a product by ascending shard, strongly consistent. */
export const readStock = async (
  table: DynamoTable,
  sku: string,
  options: CallOptions,
): Promise<readonly StockLevel[]> => (await queryWholeProduct(table, sku, stockPrefix, options)).levels;
