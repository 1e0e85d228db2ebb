import type { FormParameters } from './form-body.ts';
import { invalidInteger } from './stripe-fault.ts';

const defaultLimit = 10;
const maxLimit = 100;

const parseLimit = (text: string | undefined): number => {
  if (text === undefined) return defaultLimit;
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > maxLimit) throw invalidInteger('limit');
  return limit;
};

/**
 * A page of a list, newest first.
 * @param items oldest first.
 * @throws {StripeFault} when `limit` is not 1 to 100.
 */
export const listPage = <T extends { readonly id: string }>(
  url: string,
  items: readonly T[],
  parameters: FormParameters,
  render: (item: T) => unknown,
) => {
  const limit = parseLimit(parameters.get('limit'));
  const newestFirst = items.toReversed();
  const after = parameters.get('starting_after');
  const start = after === undefined ? 0 : newestFirst.findIndex(({ id }) => id === after) + 1;
  const page = newestFirst.slice(start, start + limit);
  return {
    object: 'list',
    data: page.map(render),
    has_more: newestFirst.length > start + limit,
    url,
  };
};
