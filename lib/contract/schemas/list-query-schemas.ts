import * as z from 'zod';

/** Predicate about a cursor of another list, or of none. */
export const invalidCursor = 'must be the `nextCursor` of a page of this list';

/** Position in a list, as the list gave it out. */
export const cursorSchema = z.string().regex(/^[A-Za-z0-9_.-]{1,500}$/, invalidCursor);

/** Digits alone: `Number` also reads `1e1`, `0x10` and blanks, which are no whole numbers of the API. */
const fromDigits = (text: unknown): unknown =>
  typeof text === 'string' && /^\d+$/.test(text) ? Number(text) : text;

/** Most items of a page, from the query. @param byDefault for a query without one. */
export const pageLimitSchema = (byDefault: number) =>
  z.preprocess(fromDigits, z.int('must be a whole number from 1 to 100').min(1).max(100)).default(byDefault);
