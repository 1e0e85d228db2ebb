import type { ProductRepository } from '../../app/ports/product-repository.ts';
import { totalAvailable } from '../../domain/stock.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import { parseReadable } from '../../platform/dynamodb/parse-item.ts';
import { batchGet, collectItems, queryItems } from '../../platform/dynamodb/read-items.ts';
import { transactWrite, type WriteAction } from '../../platform/dynamodb/write-items.ts';
import { ConflictError } from '../../platform/resilience/retry-on-conflict.ts';
import { type CatalogueTable, createDynamoListedAvailability } from './dynamo-listed-availability.ts';
import { cataloguePartition, productKey } from './keys.ts';
import { changeActions, createActions } from './product-actions.ts';
import { fromListedItem, fromProductItem } from './product-items.ts';
import { readProduct, readStock } from './read-product.ts';

/** The catalogue in the orders table. */
export const createDynamoProductRepository = (table: CatalogueTable): ProductRepository => {
  const { client, tableName, onUnreadable } = table;
  const availability = createDynamoListedAvailability(table);
  /** Items of the catalogue by ascending SKU. */
  const readListed = (limit: number, after: string | undefined, options: CallOptions) => {
    const query = {
      TableName: tableName,
      IndexName: 'gsi1',
      KeyConditionExpression: `gsi1pk = :all${after === undefined ? '' : ' AND gsi1sk > :after'}`,
      ExpressionAttributeValues: {
        ':all': cataloguePartition,
        ...(after !== undefined && { ':after': after }),
      },
      Limit: limit,
    };
    return collectItems(queryItems(client, query, options), limit);
  };
  const write = async (actions: WriteAction[], options: Parameters<typeof transactWrite>[2]) => {
    const refused = await transactWrite(client, actions, options);
    if (refused.length > 0) throw new ConflictError();
  };

  return {
    create: (product, options) => write(createActions(tableName, product), options),

    async change(before, after, options) {
      // Only units that move between stock items have to be known.
      const moves = after.stockShards !== before.stockShards;
      const levels = moves ? await readStock(table, before.sku, options) : [];
      await write(changeActions(tableName, before, after, levels), options);
    },

    async find(sku, options) {
      const stored = await readProduct(table, sku, options);
      return stored && { ...stored.entry, available: totalAvailable(stored.levels) };
    },

    async findEntries(skus, options) {
      const items = await batchGet(table, skus.map(productKey), options);
      return new Map(items.map(fromProductItem).map((entry) => [entry.sku, entry]));
    },

    firstEntries: async (limit, options) =>
      parseReadable(await readListed(limit, undefined, options), fromProductItem, onUnreadable),

    async list({ limit, after }, options) {
      // One more than requested shows whether there is a next page.
      const found = await readListed(limit + 1, after, options);
      const page = found.slice(0, limit);
      const listed = parseReadable(page, fromListedItem, onUnreadable);
      const uncounted = listed.filter(({ listedAvailable }) => listedAvailable === undefined);
      const counted = await availability.count(
        uncounted.map(({ entry }) => entry),
        options,
      );
      const last = page.at(-1)?.['gsi1sk'];
      return {
        products: listed.map(({ entry, listedAvailable }) => ({
          ...entry,
          available: listedAvailable ?? counted.get(entry.sku) ?? 0,
        })),
        ...(found.length > limit && { nextAfter: String(last) }),
      };
    },
  };
};
