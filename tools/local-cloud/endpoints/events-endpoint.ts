import type { BusJournal } from '../event-bus/bus-journal.ts';
import type { RequestHandler } from '../http/exchange.ts';
import { jsonResponse } from '../http/http-response.ts';
import { limitParameter, maxLimit } from './limit-parameter.ts';

/** `GET /local/events`: what the event bus has accepted, in that order. */
export const createEventsEndpoint =
  ({ query }: Pick<BusJournal, 'query'>): RequestHandler =>
  async ({ request }) => {
    const parameters = new URL(request.url ?? '', 'http://localhost').searchParams;
    const limit = limitParameter(parameters);
    if (limit === undefined) {
      return jsonResponse(400, { message: `limit must be a number from 1 to ${maxLimit}` });
    }
    return jsonResponse(200, { items: query({ orderId: parameters.get('orderId') ?? undefined, limit }) });
  };
