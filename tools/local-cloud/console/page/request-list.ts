import type { RequestSummary } from '../requests-view.ts';
import { getJson } from './get-json.ts';

/** Requests that the page shows at most. */
const mostRequests = 500;

interface NewerRequests {
  /** The request that they follow; absent when they are all that is kept. */
  readonly after?: string;
  readonly items: readonly RequestSummary[];
}

/** The known requests with those of an answer, which may come after that of a later load. */
export const withNewer = (
  known: readonly RequestSummary[],
  { after, items }: NewerRequests,
): readonly RequestSummary[] => {
  if (after === undefined) return items;
  const last = known.at(-1)?.id;
  const overlap = items.findIndex(({ id }) => id === last);
  if (after !== last && overlap < 0) return known;
  return [...known, ...items.slice(overlap + 1)].slice(-mostRequests);
};

let known: readonly RequestSummary[] = [];

/** The newest requests, oldest first; asks only for those since the last call. */
export const loadRequests = async (): Promise<readonly RequestSummary[]> => {
  const newest = known.at(-1)?.id;
  const path =
    newest === undefined ? '/local/requests' : `/local/requests?after=${encodeURIComponent(newest)}`;
  known = withNewer(known, await getJson<NewerRequests>(path));
  return known;
};
