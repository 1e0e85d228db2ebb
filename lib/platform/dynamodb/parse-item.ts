import type * as z from 'zod';

/** A stored item in a form that the service does not write, with its key. */
export class MalformedItemError extends Error {
  constructor(key: string, cause: z.ZodError) {
    super(
      `item ${key} is malformed: ${cause.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`,
    );
    this.name = 'MalformedItemError';
  }
}

/**
 * Checks an item as it comes from the table.
 * @throws {MalformedItemError} naming the item's key and each attribute that is wrong.
 */
export const parseItem = <S extends z.ZodType>(schema: S, item: Record<string, unknown>): z.output<S> => {
  const result = schema.safeParse(item);
  if (!result.success) throw new MalformedItemError(`${item['pk']} ${item['sk']}`, result.error);
  return result.data;
};

/** Receives the reason why an item is left out of a list. Without it, the list fails. */
export type OnUnreadable = ((reason: MalformedItemError) => void) | undefined;

/** The contents of items without those of unreadable ones, which must not block the items beside and behind them for ever. */
export const parseReadable = <I extends Record<string, unknown>, T>(
  items: readonly I[],
  parse: (item: I) => T,
  onUnreadable: OnUnreadable,
): T[] =>
  items.flatMap((item) => {
    try {
      return [parse(item)];
    } catch (reason) {
      if (!onUnreadable || !(reason instanceof MalformedItemError)) throw reason;
      onUnreadable(reason);
      return [];
    }
  });

/**
 * Checks one attribute of an item. One schema serves attributes of any name: a schema is compiled at its first use.
 * @throws {MalformedItemError} naming the item's key and attribute, and each member of it that is wrong.
 */
export const parseAttribute = <S extends z.ZodType>(
  schema: S,
  item: Record<string, unknown>,
  attribute: string,
): z.output<S> => {
  const result = schema.safeParse(item[attribute]);
  if (!result.success)
    throw new MalformedItemError(`${item['pk']} ${item['sk']}, attribute ${attribute},`, result.error);
  return result.data;
};
