import { fromReservationItem } from '../../../lib/adapters/dynamodb/order-items.ts';
import { orderIdOfPartition } from '../../../lib/contract/tables.ts';
import type { Reservation } from '../../../lib/domain/reservation.ts';
import { totalAvailable } from '../../../lib/domain/stock.ts';
import { MalformedItemError } from '../../../lib/platform/dynamodb/parse-item.ts';
import { unitsReceived, unitsTakenBy } from '../../audit/stock-checks.ts';
import { type Item, toStoredProduct } from '../../audit/stored-state.ts';
import type { Partition } from '../audit-command/read-partitions.ts';

/** The books of all products, from every partition of the orders table, while nothing changes. */
export interface StockBooks {
  enter(partition: Partition): void;
  /**
   * Whether the units of a reservation whose order is not stored have left the stock items.
   * @returns `undefined` when the books allow both, or do not balance.
   */
  hasTaken(reservation: Reservation): boolean | undefined;
}

const isAt = (sortKey: string) => (item: Item) => item['sk'] === sortKey;

const add = (units: Map<string, number>, sku: string, quantity: number): void => {
  units.set(sku, (units.get(sku) ?? 0) + quantity);
};

export const openStockBooks = (): StockBooks => {
  const products = new Map<string, readonly Item[]>();
  const movements = new Map<string, readonly Item[]>();
  const taken = new Map<string, number>();
  /** Units in the reservations of orders that are not stored. */
  const orphaned = new Map<string, number>();
  let isReadable = true;

  const enterOrder = (items: readonly Item[]): void => {
    const item = items.find(isAt('RESERVATION'));
    const isStored = items.some(isAt('ORDER'));
    // A stored order without a reservation may have taken any units.
    if (item === undefined) isReadable &&= !isStored;
    else
      for (const [sku, units] of unitsTakenBy({ reservation: fromReservationItem(item) }))
        add(isStored ? taken : orphaned, sku, units);
  };

  /** Units that came into stock, and are neither available nor in a stored order. */
  const unaccounted = (sku: string): number | undefined => {
    const product = toStoredProduct(products.get(sku) ?? [], movements.get(sku) ?? []);
    const received = product && unitsReceived(product);
    return received === undefined
      ? undefined
      : received - totalAvailable(product?.levels ?? []) - (taken.get(sku) ?? 0);
  };

  const hasTakenUnits = (sku: string): boolean | undefined => {
    const units = unaccounted(sku);
    if (units === 0) return false;
    return units === orphaned.get(sku) ? true : undefined;
  };

  const unlessMalformed = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof MalformedItemError)) throw error;
      isReadable = false;
      return undefined;
    }
  };

  return {
    enter({ key, items }) {
      const [kind, sku = ''] = key.split(/#(.*)/s);
      if (kind === 'PRODUCT') products.set(sku, items);
      if (kind === 'MOVEMENTS') movements.set(sku, items);
      if (orderIdOfPartition(key) !== undefined) unlessMalformed(() => enterOrder(items));
    },
    hasTaken(reservation) {
      const skus = [...unitsTakenBy({ reservation }).keys()];
      if (skus.length === 0) return false;
      const answers = new Set(skus.map((sku) => unlessMalformed(() => hasTakenUnits(sku))));
      const [answer, ...others] = answers;
      return isReadable && others.length === 0 ? answer : undefined;
    },
  };
};
