import * as z from 'zod';
import { dueSinceAttribute, eventsTable, ordersTable, type TableDefinition } from '../../contract/tables.ts';
import { currencies } from '../../domain/money.ts';
import { parseItem } from '../../platform/dynamodb/parse-item.ts';

// Schemas of stored items say what the service needs in order to work with an item, and no more: a limit of the API
// may change while the items stay. Objects are loose at every level. Attributes that a later version has added are
// read and written back with the rest of the item.

/** One schema for each attribute of `T`: an attribute that is added to `T` has to be added here. */
export type ItemShape<T> = { readonly [K in keyof Required<T>]: z.ZodType<T[K]> };

export const storedMoney = z.looseObject({ amount: z.int().min(0), currency: z.enum(currencies) });
export const storedTime = z.iso.datetime();

const namesIn = ({ partitionKey, sortKey, timeToLiveAttribute, indexes }: TableDefinition): string[] => [
  partitionKey,
  sortKey,
  timeToLiveAttribute,
  ...Object.values(indexes).flatMap((index) => [index.partitionKey, index.sortKey]),
];

/** Attributes that an item has because of its place in a table. They are computed again with every write. */
const placement = /* @__PURE__ */ new Set([
  dueSinceAttribute,
  ...[ordersTable, eventsTable].flatMap(namesIn),
]);

/**
 * The facts that an item holds, without the attributes of its place in the table.
 * @throws {MalformedItemError} naming the item's key and each attribute that is wrong.
 */
export const parseFacts = <S extends z.ZodType<object>>(
  schema: S,
  item: Record<string, unknown>,
): z.output<S> => {
  const facts = Object.entries(parseItem(schema, item)).filter(([name]) => !placement.has(name));
  // No schema here has an attribute of the place in the table, so that none that it promises is left out.
  return Object.fromEntries(facts) as z.output<S>;
};
