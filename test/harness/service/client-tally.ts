import { sloBadEvents } from '../../../lib/contract/cloudwatch-metrics.ts';
import { headers } from '../../../lib/contract/headers.ts';
import type { RouteId } from '../../../lib/contract/routes.ts';
import { type SloId, type SloOutcome, sloIds } from '../../../lib/contract/slos.ts';
import { seriesValues } from '../exposition/parse-exposition.ts';
import type { Answer, RequestFacts, RunningService } from './running-service.ts';

/** Events by objective and outcome: `availability bad`. */
export type SloCounts = Readonly<Record<string, number>>;

interface Sent {
  readonly routeId: RouteId;
  readonly correlationId: string;
  readonly answer: Answer;
  readonly durationMs: number;
}

const isUnanswered = ({ answer }: Sent): boolean => answer.statusCode >= 500 && !answer.body.includes('SYS-');

const isReplayed = ({ answer }: Sent): boolean =>
  answer.headers[headers.idempotentReplayed.toLowerCase()] !== undefined;

const add = (counts: Record<string, number>, slo: SloId, outcome: SloOutcome, by = 1) => {
  counts[`${slo} ${outcome}`] = (counts[`${slo} ${outcome}`] ?? 0) + by;
};

/** A client that sends requests and keeps its own books about the answers, by the words of the objectives alone. */
export const createClientTally = (service: RunningService) => {
  const sent: Sent[] = [];

  const send = async (
    token: string | undefined,
    routeId: RouteId,
    facts: RequestFacts = {},
  ): Promise<Answer> => {
    const correlationId = `tally-${crypto.randomUUID()}`;
    const began = performance.now();
    const answer = await service.send(token, routeId, {
      ...facts,
      headers: { ...facts.headers, [headers.correlationId]: correlationId },
    });
    sent.push({ routeId, correlationId, answer, durationMs: performance.now() - began });
    return answer;
  };

  /** The events of availability, and of payments that failed without an answer of the service. */
  const expected = (): Record<string, number> => {
    const counts: Record<string, number> = {};
    for (const request of sent) {
      const { statusCode } = request.answer;
      if (isReplayed(request)) continue;
      if (statusCode < 400) add(counts, 'availability', 'good');
      if (statusCode >= 500) add(counts, 'availability', 'bad');
      if (isUnanswered(request) && request.routeId === 'pay-order') add(counts, 'payment-success', 'bad');
    }
    return counts;
  };

  /**
   * Requests whose environment ended between its line of metrics and its answer: the line counts them as answered, and
   * the access log as unanswered.
   */
  const countedTwice = async (): Promise<readonly { id: string | undefined; events: SloCounts }[]> => {
    const found = await Promise.all(
      sent.filter(isUnanswered).map(async ({ correlationId, answer }) => {
        const logged = await service.request(`/local/logs?correlationId=${correlationId}`);
        const lines = logged.json<{ items: Record<string, unknown>[] }>().items;
        const events: Record<string, number> = {};
        for (const line of lines) {
          if (!('exact' in line)) continue;
          for (const slo of sloIds) {
            const value = line[sloBadEvents(slo).name];
            if (value !== undefined) add(events, slo, value === 1 ? 'bad' : 'good');
          }
        }
        return { id: answer.headers['apigw-requestid'], events };
      }),
    );
    return found.filter(({ events }) => Object.keys(events).length > 0);
  };

  return {
    send,
    expected,
    countedTwice,
    /** Requests that no function answered. */
    unanswered: () => sent.filter(isUnanswered),
    /** Times of the orders that were placed, in milliseconds. */
    orderTimes: () =>
      sent
        .filter(
          (request) =>
            request.routeId === 'create-order' && request.answer.statusCode === 201 && !isReplayed(request),
        )
        .map(({ durationMs }) => durationMs),
  };
};

/** The events that the service has counted, without those of 0. */
export const readSloCounts = async (service: RunningService, token: string): Promise<SloCounts> => {
  const { body } = await service.send(token, 'metrics', { headers: { accept: 'text/plain;version=0.0.4' } });
  return Object.fromEntries(
    [...seriesValues(body, 'text')].flatMap(([series, value]) => {
      const labels = /^slo_events_total\{outcome="(\w+)",slo="([\w-]+)"\}/.exec(series);
      return labels && value > 0 ? [[`${labels[2]} ${labels[1]}`, value]] : [];
    }),
  );
};

/** Counts between two readings. */
export const grownBy = (before: SloCounts, after: SloCounts): SloCounts =>
  Object.fromEntries(
    Object.entries(after).flatMap(([event, count]) =>
      count === before[event] ? [] : [[event, count - (before[event] ?? 0)]],
    ),
  );
