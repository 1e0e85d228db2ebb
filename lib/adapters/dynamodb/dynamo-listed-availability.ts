import type { ListedAvailability } from '../../app/ports/listed-availability.ts';
import { isWholeStock, totalAvailable } from '../../domain/stock.ts';
import type { DynamoTable } from '../../platform/dynamodb/dynamo-client.ts';
import { batchGet } from '../../platform/dynamodb/read-items.ts';
import { updateIf } from '../../platform/dynamodb/write-items.ts';
import { productKey, stockKey } from './keys.ts';
import { fromStockItem } from './product-items.ts';

/** The availability that the list of products shows, on the product items. */
export const createDynamoListedAvailability = (table: DynamoTable): ListedAvailability => ({
  async count(entries, options) {
    const keys = entries.flatMap(({ sku, stockShards }) =>
      Array.from({ length: stockShards }, (_, shard) => stockKey(sku, shard)),
    );
    const items = await batchGet(table, keys, options, { consistent: false });
    const levels = Map.groupBy(items.map(fromStockItem), ({ sku }) => sku);
    const counted = entries.map(({ sku }) => ({ sku, stock: levels.get(sku) ?? [] }));
    return new Map(
      counted
        .filter(({ stock }) => isWholeStock(stock))
        .map(({ sku, stock }) => [sku, totalAvailable(stock)]),
    );
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
