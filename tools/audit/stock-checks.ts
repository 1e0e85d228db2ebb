import { totalAvailable } from '../../lib/domain/stock.ts';
import type { StoredOrder, StoredProduct, StoredState } from './stored-state.ts';
import { type Violation, violationsOf } from './violation.ts';

/** A number of units that is known to lie between two bounds; both are the same for a known number. */
export interface Units {
  readonly least: number;
  readonly most: number;
}

const exactly = (units: number): Units => ({ least: units, most: units });

/** The units of each product that an order holds or has sold. */
export const unitsTakenBy = ({
  reservation,
}: Pick<StoredOrder, 'reservation'>): ReadonlyMap<string, number> => {
  const units = new Map<string, number>();
  if (reservation?.state !== 'HELD' && reservation?.state !== 'COMMITTED') return units;
  for (const { sku, quantity } of reservation.allocations) units.set(sku, (units.get(sku) ?? 0) + quantity);
  return units;
};

/** The stock items of a product are complete, and as new as the product. */
export const checkStockItems = ({ entry, levels }: StoredProduct): readonly Violation[] => {
  const { sku, stockShards, version, unitPrice } = entry;
  const isEven = levels.every(
    (level) => level.version === version && level.unitPrice.amount === unitPrice.amount,
  );
  return violationsOf('stock', sku, [
    ...levels
      .filter((level) => level.available < 0)
      .map(({ shard, available }) => `${available} units in stock item ${shard}`),
    ...(levels.length === stockShards ? [] : [`${levels.length} stock items instead of ${stockShards}`]),
    ...(isEven ? [] : [`stock items of another version or price than version ${version}`]),
  ]);
};

/** The units that came into stock; `undefined` for a product of a version that did not record its first stock. */
export const unitsReceived = ({ entry, movements }: StoredProduct): number | undefined =>
  entry.initialStock === undefined
    ? undefined
    : movements.reduce((sum, { quantity }) => sum + quantity, entry.initialStock);

const shown = ({ least, most }: Units): string => (least === most ? `${least}` : `${least} to ${most}`);

/**
 * Units that came into stock are available, held or sold: none was lost, and none sold twice.
 * @param taken units that orders hold or have sold.
 */
export const checkUnits = (
  { entry: { sku }, levels }: StoredProduct,
  received: Units,
  taken: Units,
): readonly Violation[] => {
  const available = totalAvailable(levels);
  const isPossible = received.least - taken.most <= available && available <= received.most - taken.least;
  return isPossible
    ? []
    : violationsOf('stock', sku, [
        `${shown(received)} units received, ${available} available and ${shown(taken)} held or sold`,
      ]);
};

/** The stock of all products, while nothing changes. */
export const checkStock = ({ products, orders }: StoredState): readonly Violation[] => {
  const taken = new Map<string, number>();
  for (const [sku, units] of orders.flatMap((stored) => [...unitsTakenBy(stored)]))
    taken.set(sku, (taken.get(sku) ?? 0) + units);
  return products.flatMap((product) => [
    ...checkStockItems(product),
    ...checkUnits(product, exactly(unitsReceived(product) ?? 0), exactly(taken.get(product.entry.sku) ?? 0)),
  ]);
};
