import type { RequestHandler } from '../http/exchange.ts';
import { jsonResponse } from '../http/http-response.ts';
import { queryLogs } from '../logs/log-query.ts';
import type { LogStore } from '../logs/log-store.ts';

const defaultLimit = 1_000;
const maxLimit = 50_000;

const parseLimit = (text: string | null): number | undefined => {
  if (text === null) return defaultLimit;
  const limit = /^\d+$/.test(text) ? Number(text) : 0;
  return limit >= 1 && limit <= maxLimit ? limit : undefined;
};

/** `GET /local/logs`: what the functions printed, oldest first. */
export const createLogsEndpoint =
  ({ lines }: Pick<LogStore, 'lines'>): RequestHandler =>
  async ({ request }) => {
    const parameters = new URL(request.url ?? '', 'http://localhost').searchParams;
    const limit = parseLimit(parameters.get('limit'));
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
