import type { RequestHandler } from '../http/exchange.ts';
import { jsonResponse } from '../http/http-response.ts';
import type { InvocationJournal } from '../journal/invocation-journal.ts';
import type { LogStore } from '../logs/log-store.ts';
import { answerQuery } from '../logs-insights/answer-query.ts';
import { platformReports } from '../logs-insights/platform-reports.ts';
import { QueryError } from '../logs-insights/query-error.ts';

/** Parameters of `GET /local/ask`. */
export const askParameters = ['query', 'minutes', 'logs'] as const;

/** Log groups that a query is about: those of the functions, or the access log of the gateway. */
const askedLogs = ['functions', 'access'] as const;

const maxMinutes = 1_440;

export interface AskEndpointOptions {
  readonly logs: Pick<LogStore, 'lines'>;
  readonly invocations: Pick<InvocationJournal, 'list'>;
  /** The access log; all other log groups are of functions. */
  readonly accessLogGroup: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * `GET /local/ask`: answers a query of CloudWatch Logs Insights about the lines of the last minutes (60 unless given),
 * with the reports of the platform about invocations; with `logs=access`, about the access log.
 */
export const createAskEndpoint =
  ({ logs, invocations, accessLogGroup, now }: AskEndpointOptions): RequestHandler =>
  async ({ request }) => {
    const parameters = new URL(request.url ?? '', 'http://localhost').searchParams;
    const query = parameters.get('query') ?? '';
    const minutes = Number(parameters.get('minutes') ?? 60);
    if (query.trim() === '') return jsonResponse(400, { message: 'query is missing' });
    if (!(minutes > 0 && minutes <= maxMinutes))
      return jsonResponse(400, { message: `minutes must be a number up to ${maxMinutes}` });
    const asked = parameters.get('logs') ?? 'functions';
    if (!askedLogs.some((known) => known === asked))
      return jsonResponse(400, { message: `logs must be ${askedLogs.join(' or ')}` });
    const since = now() - minutes * 60_000;
    const lines = [...logs.lines(), ...platformReports(invocations.list())].filter(
      ({ timestamp, logGroup }) =>
        timestamp >= since && (logGroup === accessLogGroup) === (asked === 'access'),
    );
    try {
      return jsonResponse(200, answerQuery(query, lines), { 'cache-control': 'no-store' });
    } catch (error) {
      if (error instanceof QueryError) return jsonResponse(400, { message: error.message });
      throw error;
    }
  };
