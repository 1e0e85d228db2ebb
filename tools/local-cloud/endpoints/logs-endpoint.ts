import type { RequestHandler } from '../http/exchange.ts';
import { jsonResponse } from '../http/http-response.ts';
import { queryLogs } from '../logs/log-query.ts';
import type { LogStore } from '../logs/log-store.ts';
import { limitParameter, maxLimit } from './limit-parameter.ts';

/** `GET /local/logs`: what the functions printed, oldest first. */
export const createLogsEndpoint =
  ({ lines }: Pick<LogStore, 'lines'>): RequestHandler =>
  async ({ request }) => {
    const parameters = new URL(request.url ?? '', 'http://localhost').searchParams;
    const limit = limitParameter(parameters);
    if (limit === undefined) {
      return jsonResponse(400, { message: `limit must be a number from 1 to ${maxLimit}` });
    }
    const items = queryLogs(lines(), {
      correlationId: parameters.get('correlationId') ?? undefined,
      functionName: parameters.get('function') ?? undefined,
      limit,
    });
    return jsonResponse(200, { items });
  };
