import type { StoredState } from './stored-state.ts';

/** What came into stock is available, held or sold: nothing was lost, and nothing sold twice. */
export const checkStock = ({ products, stock, movements, orders }: StoredState): string[] =>
  products.flatMap(({ sku, initialStock = 0, stockShards, version, unitPrice }) => {
    const levels = stock.filter((level) => level.sku === sku);
    const available = levels.reduce((sum, level) => sum + level.available, 0);
    const moved = movements
      .filter((movement) => movement.sku === sku)
      .reduce((sum, { quantity }) => sum + quantity, 0);
    const taken = orders
      .map(({ reservation }) => reservation)
      .filter((reservation) => reservation?.state === 'HELD' || reservation?.state === 'COMMITTED')
      .flatMap((reservation) => reservation?.allocations ?? [])
      .filter((allocation) => allocation.sku === sku)
      .reduce((sum, { quantity }) => sum + quantity, 0);
    const received = initialStock + moved;
    const isEven = levels.every(
      (level) => level.version === version && level.unitPrice.amount === unitPrice.amount,
    );
    return [
      ...(received === available + taken
        ? []
        : [`${sku}: ${received} units received, ${available} available and ${taken} held or sold`]),
      ...levels
        .filter((level) => level.available < 0)
        .map(({ shard }) => `${sku}: stock item ${shard} is negative`),
      ...(levels.length === stockShards
        ? []
        : [`${sku}: ${levels.length} stock items instead of ${stockShards}`]),
      ...(isEven ? [] : [`${sku}: stock items of another version than ${version}`]),
    ];
  });
