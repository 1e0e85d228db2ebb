import { emptyOrder, invalidRequest, unknownProductInOrder } from '../contract/errors/factories.ts';
import { maxQuantity } from '../contract/limits.ts';
import { mergeLines, type OrderLine, type OrderLineRequest, orderTotal } from '../domain/order.ts';
import { assertChargeable } from './chargeable-total.ts';
import type { CatalogueEntry } from './ports/product-repository.ts';

/**
 * One line for each product of a request.
 * @throws {ServiceError} ORD-002 on no items, VAL-001 for too many units of a product.
 */
export const requestedLines = (items: readonly OrderLineRequest[]): OrderLineRequest[] => {
  if (items.length === 0) throw emptyOrder();
  const lines = mergeLines(items);
  const tooMany = lines.find(({ quantity }) => quantity > maxQuantity);
  if (tooMany) {
    throw invalidRequest([
      { path: 'items', message: `must have at most ${maxQuantity} units of ${tooMany.sku}` },
    ]);
  }
  return lines;
};

/** One currency per order: totals are never exchanged. */
const assertOneCurrency = (lines: readonly OrderLine[]): void => {
  const currencies = [...new Set(lines.map(({ unitPrice }) => unitPrice.currency))];
  if (currencies.length < 2) return;
  const message = `the prices are in ${currencies.join(' and ')}; all items of an order need the same currency`;
  throw invalidRequest([{ path: 'items', message }]);
};

const priced = (
  { sku, quantity }: OrderLineRequest,
  entries: ReadonlyMap<string, CatalogueEntry>,
): OrderLine => {
  const entry = entries.get(sku);
  if (!entry || entry.discontinued) throw unknownProductInOrder(sku);
  return { sku, name: entry.name, quantity, unitPrice: entry.unitPrice };
};

/**
 * The lines of an order at the prices of the catalogue.
 * @throws {ServiceError} PRD-001, VAL-001 for prices in several currencies, ORD-006.
 */
export const pricedLines = (
  requested: readonly OrderLineRequest[],
  entries: ReadonlyMap<string, CatalogueEntry>,
): readonly OrderLine[] => {
  const lines = requested.map((line) => priced(line, entries));
  assertOneCurrency(lines);
  assertChargeable(orderTotal(lines));
  return lines;
};
