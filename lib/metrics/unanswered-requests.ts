import * as z from 'zod';
import { noLoggedValue } from '../contract/access-log.ts';
import { defaultRouteId, type ServedRouteId, servedRoutes } from '../contract/default-route.ts';
import { judgeUnanswered, type SloEvent } from '../contract/judge-request.ts';
import type { CallOptions } from '../platform/call-options.ts';
import type { ContextLogger } from '../platform/logging/context-logger.ts';
import { logEvents } from '../platform/logging/log-events.ts';
import type { Clock } from '../platform/ports.ts';
import type { LogLine } from './aggregator.ts';
import type { MetricsRecorder } from './recorder.ts';

/** A request that failed without an answer of a function, and the objectives that it failed. */
export interface UnansweredRequest {
  /** The gateway's id of the request. */
  readonly requestId: string;
  /** When it was logged, in milliseconds since 1970. */
  readonly at: number;
  /** Never empty. */
  readonly events: readonly SloEvent[];
}

/** Keeps which unanswered requests were counted. */
export interface UnansweredStore {
  /**
   * Adds the events of requests to the totals, of each request once, however often it is counted.
   * @param requests with different ids.
   * @returns those that were not counted before, each once its events are in the totals.
   */
  count(requests: readonly UnansweredRequest[], options: CallOptions): AsyncIterable<UnansweredRequest>;
}

export interface JudgeUnansweredDependencies {
  readonly store: UnansweredStore;
  readonly clock: Clock;
  readonly logger: Pick<ContextLogger, 'warn'>;
  /** Metrics for CloudWatch: the totals contain the events already. */
  readonly metrics: Pick<MetricsRecorder, 'increment'>;
}

/** Outcomes of the lines of a batch. */
export interface UnansweredReport {
  readonly judged: number;
  /** Counted before. */
  readonly duplicate: number;
  /** Events of no objective, or judged by the function that answered. */
  readonly unjudged: number;
  readonly malformed: number;
  readonly expired: number;
}

/** Requests are remembered for longer, so that no line that is accepted can count twice. */
const longestLagMs = 28 * 24 * 3_600_000;

const accessLine = z.looseObject({
  requestId: z.string().min(2),
  routeKey: z.string().min(1),
  status: z.string().regex(/^5\d\d$/),
  functionStatus: z.string().default(noLoggedValue),
  integrationError: z.string().default(noLoggedValue),
});

/** The rule of the subscription's filter, for lines that an operator reads without it. */
const isAnswered = ({ functionStatus, integrationError }: z.output<typeof accessLine>): boolean =>
  functionStatus !== noLoggedValue && integrationError === noLoggedValue;

const parse = (message: string) => {
  try {
    return accessLine.safeParse(JSON.parse(message)).data;
  } catch {
    return undefined;
  }
};

const routeIds: ReadonlyMap<string, ServedRouteId> = new Map([
  ...Object.entries(servedRoutes).map(
    ([id, { method, path }]) => [`${method} ${path}`, id as ServedRouteId] as const,
  ),
  [servedRoutes[defaultRouteId].path, defaultRouteId],
]);

/**
 * Use case: judge the requests that no function answered, by the lines of the gateway's access log. A line that comes
 * again changes nothing; a line that is not readable is logged and holds up no other.
 * @throws {ServiceError} SYS-002 or SYS-003 when the store fails; the batch can be repeated as a whole.
 */
export const judgeUnansweredRequests =
  ({ store, clock, logger, metrics }: JudgeUnansweredDependencies) =>
  async (
    { lines, unreadable }: { readonly lines: readonly LogLine[]; readonly unreadable: number },
    options: CallOptions,
  ): Promise<UnansweredReport> => {
    const oldest = clock() - longestLagMs;
    const dropped = { unjudged: 0, malformed: unreadable, expired: 0 };
    const requests = new Map<string, UnansweredRequest>();
    let judgeable = 0;
    for (const { message, timestamp } of lines) {
      const line = parse(message);
      if (!line) {
        dropped.malformed += 1;
        logger.warn(logEvents.accessLineUnreadable, { line: message });
        continue;
      }
      const events = isAnswered(line) ? [] : judgeUnanswered(routeIds.get(line.routeKey));
      if (timestamp < oldest) dropped.expired += 1;
      else if (events.length === 0) dropped.unjudged += 1;
      else {
        judgeable += 1;
        requests.set(line.requestId, { requestId: line.requestId, at: timestamp, events });
        logger.warn(logEvents.requestUnanswered, line);
      }
    }
    let judged = 0;
    for await (const { events } of store.count([...requests.values()], options)) {
      judged += 1;
      for (const event of events) metrics.increment('slo_events_total', event);
    }
    return { judged, duplicate: judgeable - judged, ...dropped };
  };
