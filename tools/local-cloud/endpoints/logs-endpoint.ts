import type { RequestHandler } from '../http/exchange.ts';
import { jsonResponse } from '../http/http-response.ts';
import { type LogQuery, queriedLevels, queryLogs } from '../logs/log-query.ts';
import type { LogStore } from '../logs/log-store.ts';
import { limitParameter, maxLimit } from './limit-parameter.ts';

/** Parameters of `GET /local/logs`. */
export const logsParameters = [
  ...['limit', 'correlationId', 'function', 'orderId', 'level', 'code', 'without', 'after'],
] as const;

const leftOut = ['metrics', 'background'];

/** The query, or why there is none. */
const queryOf = (
  parameters: URLSearchParams,
  isBackground: (functionName: string) => boolean,
): LogQuery | string => {
  const limit = limitParameter(parameters);
  if (limit === undefined) return `limit must be a number from 1 to ${maxLimit}`;
  const text = (name: (typeof logsParameters)[number]) => parameters.get(name) ?? undefined;
  const level = queriedLevels.find((known) => known === text('level'));
  if (level === undefined && text('level') !== undefined)
    return `level must be one of ${queriedLevels.join(', ')}`;
  const without = text('without')?.split(',') ?? [];
  if (!without.every((word) => leftOut.includes(word))) return `without takes ${leftOut.join(', ')}`;
  const after = text('after');
  if (after !== undefined && !/^\d{1,15}$/.test(after))
    return 'after must be the number next of an earlier answer';
  return {
    correlationId: text('correlationId'),
    functionName: text('function'),
    orderId: text('orderId'),
    level,
    code: text('code'),
    withoutMetrics: without.includes('metrics'),
    withoutRoutine: without.includes('background') ? isBackground : undefined,
    after: after === undefined ? undefined : Number(after),
    limit,
  };
};

/**
 * `GET /local/logs`: the lines of the functions, oldest first. With the number `next` of an answer as `after`, the next
 * answer has the lines that came since.
 */
export const createLogsEndpoint =
  (
    logs: Pick<LogStore, 'lines' | 'appended'>,
    isBackground: (functionName: string) => boolean,
  ): RequestHandler =>
  async ({ request }) => {
    const query = queryOf(new URL(request.url ?? '', 'http://localhost').searchParams, isBackground);
    if (typeof query === 'string') return jsonResponse(400, { message: query });
    return jsonResponse(200, { items: queryLogs(logs, query), next: logs.appended() });
  };
