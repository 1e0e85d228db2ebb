import type { RequestSummary } from '../requests-view.ts';
import { getJson } from './get-json.ts';

/** Requests that the page shows at most. */
const mostRequests = 500;

let known: readonly RequestSummary[] = [];

/** The newest requests, oldest first; asks only for those since the last call. */
export const loadRequests = async (): Promise<readonly RequestSummary[]> => {
  const newest = known.at(-1)?.id;
  const path =
    newest === undefined ? '/local/requests' : `/local/requests?after=${encodeURIComponent(newest)}`;
  const { after, items } = await getJson<{ after?: string; items: readonly RequestSummary[] }>(path);
  // A load that began later may have ended meanwhile.
  if (after === undefined) known = items;
  else if (after === known.at(-1)?.id) known = [...known, ...items].slice(-mostRequests);
  return known;
};
