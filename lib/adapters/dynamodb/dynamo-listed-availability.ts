import type { ListedAvailability } from '../../app/ports/listed-availability.ts';
import { isWholeStock, totalAvailable } from '../../domain/stock.ts';
import type { DynamoTable } from '../../platform/dynamodb/dynamo-client.ts';
import { type OnUnreadable, parseReadable } from '../../platform/dynamodb/parse-item.ts';
import { batchGet } from '../../platform/dynamodb/read-items.ts';
import { updateIf } from '../../platform/dynamodb/write-items.ts';
import { productKey, productPartition, stockKey } from './keys.ts';
import { fromStockItem } from './product-items.ts';

export interface CatalogueTable extends DynamoTable {
  readonly onUnreadable?: OnUnreadable;
}

/** The availability that the list of products shows, on the product items. */
export const createDynamoListedAvailability = (table: CatalogueTable): ListedAvailability => ({
  async count(entries, options) {
    const keys = entries.flatMap(({ sku, stockShards }) =>
      Array.from({ length: stockShards }, (_, shard) => stockKey(sku, shard)),
    );
    const items = await batchGet(table, keys, options, { consistent: false });
    const found = Map.groupBy(items, ({ pk }) => String(pk));
    const counted = entries.flatMap(({ sku }): [string, number][] => {
      const stock = found.get(productPartition(sku)) ?? [];
      const levels = parseReadable(stock, fromStockItem, table.onUnreadable);
      // Without the units of a stock item, the product keeps those that were counted last.
      const isWhole = levels.length === stock.length && isWholeStock(levels);
      return isWhole ? [[sku, totalAvailable(levels)]] : [];
    });
    return new Map(counted);
  },

  async update(sku, available, options) {
    const update = {
      Key: productKey(sku),
      UpdateExpression: 'SET listedAvailable = :available',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':available': available },
    };
    await updateIf(table, update, options);
  },
});
