import type { CatalogueEntry } from '../../app/ports/product-repository.ts';
import { reshardStock, type StockLevel, spreadStock } from '../../domain/stock.ts';
import {
  type Condition,
  isAbsent,
  putIf,
  setAttributes,
  type WriteAction,
} from '../../platform/dynamodb/write-items.ts';
import { catalogueIndexKeys, productKey, stockKey } from './keys.ts';

/** A product without a version has no attribute for it, nor have its stock items. */
const storedVersion = (version: number) => ({ ...(version > 0 && { version }) });

/** The attributes of a product item. A discontinued product is not in the index of the catalogue. */
const productAttributes = ({
  sku,
  name,
  unitPrice,
  version,
  discontinued,
  stockShards,
  minStockShards,
  initialStock,
}: CatalogueEntry) => ({
  sku,
  name,
  unitPrice,
  ...storedVersion(version),
  discontinued: discontinued || undefined,
  stockShards,
  minStockShards,
  initialStock,
  ...(discontinued ? { gsi1pk: undefined, gsi1sk: undefined } : catalogueIndexKeys(sku)),
});

/** That a product is as it was read. Versions of the service that know no `version` change the price without it. */
const isUnchanged = ({ version, stockShards, minStockShards, unitPrice }: CatalogueEntry): Condition => ({
  ConditionExpression: [
    'stockShards = :shards',
    '(minStockShards = :least OR attribute_not_exists(minStockShards))',
    'unitPrice = :price',
    version === 0 ? 'attribute_not_exists(version)' : 'version = :version',
  ].join(' AND '),
  ExpressionAttributeValues: {
    ':shards': stockShards,
    ':least': minStockShards,
    ':price': unitPrice,
    ...(version > 0 && { ':version': version }),
  },
});

const putStock = (
  TableName: string,
  { sku, unitPrice, version, stockShards }: CatalogueEntry,
  shard: number,
  available: number,
): WriteAction => {
  const item = { sku, shard, available, unitPrice, ...storedVersion(version), stockShards };
  return putIf(TableName, { ...stockKey(sku, shard), ...item }, isAbsent);
};

/**
 * Sets what a stock item holds of its product, and adds units to it; it has to hold those that it gives away. All other
 * units stay as orders and movements leave them. A missing stock item is created again.
 */
const updateStock = (
  TableName: string,
  { sku, unitPrice, version, stockShards }: CatalogueEntry,
  shard: number,
  units: number,
): WriteAction => ({
  Update: {
    TableName,
    Key: stockKey(sku, shard),
    UpdateExpression:
      'SET sku = :sku, #shard = :shard, unitPrice = :price, stockShards = :shards, ' +
      `available = if_not_exists(available, :none) + :units${version > 0 ? ', version = :version' : ''}`,
    ...(units < 0 && { ConditionExpression: 'available >= :given' }),
    ExpressionAttributeNames: { '#shard': 'shard' },
    ExpressionAttributeValues: {
      ':sku': sku,
      ':shard': shard,
      ':price': unitPrice,
      ':shards': stockShards,
      ':none': 0,
      ':units': units,
      ...(version > 0 && { ':version': version }),
      ...(units < 0 && { ':given': -units }),
    },
  },
});

/** Deletes a stock item whose units have moved to another one: those that it was read with, and no others. */
const deleteStock = (TableName: string, { sku, shard, available }: StockLevel): WriteAction => ({
  Delete: {
    TableName,
    Key: stockKey(sku, shard),
    ConditionExpression: 'attribute_not_exists(pk) OR available = :moved',
    ExpressionAttributeValues: { ':moved': available },
  },
});

/** Every stock item that a product should have, and any other one; one that is missing holds nothing. */
const everyLevel = (
  { sku, unitPrice, version, stockShards }: CatalogueEntry,
  levels: readonly StockLevel[],
): StockLevel[] => {
  const found = new Map(levels.map((level) => [level.shard, level]));
  const length = Math.max(stockShards, ...levels.map(({ shard }) => shard + 1));
  return Array.from(
    { length },
    (_, shard) => found.get(shard) ?? { sku, shard, available: 0, unitPrice, version },
  );
};

/** The writes of a new product and its stock. */
export const createActions = (
  tableName: string,
  product: CatalogueEntry & { readonly available: number },
): WriteAction[] => {
  const { sku, available, stockShards } = product;
  // The list shows a new product before its units are counted.
  const attributes = { ...productAttributes(product), listedAvailable: available };
  return [
    setAttributes(tableName, productKey(sku), attributes, isAbsent),
    ...spreadStock(available, stockShards).map((units, shard) => putStock(tableName, product, shard, units)),
  ];
};

/**
 * The writes of a change of a product. Its stock items get its new version and price in the same transaction; units move
 * between them if their number changes.
 * @param stock all stock items of the product, as they were read; not needed if their number stays.
 */
export const changeActions = (
  tableName: string,
  before: CatalogueEntry,
  after: CatalogueEntry,
  stock: readonly StockLevel[],
): WriteAction[] => {
  const { sku, stockShards } = after;
  const product = setAttributes(tableName, productKey(sku), productAttributes(after), isUnchanged(before));
  if (after.version === before.version && stockShards === before.stockShards) return [product];
  const levels = everyLevel(before, stock);
  const moves = reshardStock(levels, stockShards);
  const unitsTo = (shard: number) =>
    moves.reduce((sum, { from, to, units }) => {
      if (to === shard) return sum + units;
      return from === shard ? sum - units : sum;
    }, 0);
  return [
    product,
    ...Array.from({ length: stockShards }, (_, shard) =>
      shard < levels.length
        ? updateStock(tableName, after, shard, unitsTo(shard))
        : putStock(tableName, after, shard, unitsTo(shard)),
    ),
    ...levels.slice(stockShards).map((level) => deleteStock(tableName, level)),
  ];
};
