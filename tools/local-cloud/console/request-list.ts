import type { RequestHandler } from '../http/exchange.ts';
import { jsonResponse } from '../http/http-response.ts';
import type { RequestJournal } from '../journal/request-journal.ts';
import { type SummaryContext, summarizeRequest } from './requests-view.ts';

/** How many entries of a list a page gets. */
export const listLength = 500;

/** Parameters of `GET /local/requests`. */
export const requestListParameters = ['after'] as const;

/**
 * `GET /local/requests`: the newest requests, oldest first. With `after`, those after the request with this id; the answer
 * repeats the id, unless the request is no longer kept: then it has all.
 */
export const createRequestList =
  (requests: Pick<RequestJournal, 'list'>, context: SummaryContext): RequestHandler =>
  async ({ request }) => {
    const after = new URL(request.url ?? '', 'http://localhost').searchParams.get('after');
    const all = requests.list();
    const known = after === null ? -1 : all.findLastIndex(({ id }) => id === after);
    const items = all
      .slice(known + 1)
      .slice(-listLength)
      .map((recorded) => summarizeRequest(recorded, context));
    return jsonResponse(200, { ...(known >= 0 && { after }), items }, { 'cache-control': 'no-store' });
  };
