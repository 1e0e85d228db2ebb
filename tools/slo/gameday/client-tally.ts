import { setTimeout as sleep } from 'node:timers/promises';
import type { EventCounts } from '../../../lib/slo/budget.ts';
import { eventsBetween, requireEvents } from '../command/status/counted-events.ts';
import { readMetrics } from '../command/status/metrics-endpoint.ts';
import { orderService, type SloId } from '../order-service-declaration.ts';
import type { EventRecord } from './event-record.ts';
import { untilAnswered } from './until-answered.ts';

/** Objectives whose events the customers see. */
const feltObjectives = [
  'availability',
  'order-latency',
  'payment-success',
] as const satisfies readonly SloId[];

export type CountedEvents = Readonly<Record<(typeof feltObjectives)[number], EventCounts>>;

/** Events of an objective by the customers and by the service. */
export interface TallyComparison {
  readonly slo: SloId;
  readonly felt: EventCounts;
  /** In lines of requests without an answer: the access log counts these, too, or their customers had given up. */
  readonly unseen: EventCounts;
  readonly counted: EventCounts;
  readonly agrees: boolean;
}

/**
 * The events that the service has counted.
 * @throws {CommandError} when it does not answer for a minute.
 */
export const readCounted = async (serviceUrl: string): Promise<CountedEvents> => {
  const samples = await untilAnswered(() => readMetrics(serviceUrl, undefined));
  return Object.fromEntries(
    feltObjectives.map((id) => [id, requireEvents({ id }, samples, serviceUrl)]),
  ) as CountedEvents;
};

/**
 * The events once nothing was counted for a while: on a busy machine lines are on their way for long. Takes what is there
 * after two minutes.
 * @throws {CommandError} when the service does not answer for a minute.
 */
export const readSettled = async (
  serviceUrl: string,
  { calmMs = 10_000, mostMs = 120_000, lookEveryMs = 1_000 } = {},
): Promise<CountedEvents> => {
  const end = performance.now() + mostMs;
  let last = await readCounted(serviceUrl);
  let unchangedSince = performance.now();
  while (performance.now() < end && performance.now() - unchangedSince < calmMs) {
    await sleep(lookEveryMs);
    const next = await readCounted(serviceUrl);
    if (JSON.stringify(next) !== JSON.stringify(last)) unchangedSince = performance.now();
    last = next;
  }
  return last;
};

/** Objectives whose events are in the lines of requests. */
const requestObjectives = feltObjectives.filter((slo) => slo !== 'payment-success');

/**
 * Events in the lines of requests of which the customers saw no answer. Payments are judged apart from requests, and their
 * customers look at the outcome.
 */
export const eventsUnseen = async (
  serviceUrl: string,
  correlationIds: readonly string[],
): Promise<ReadonlyMap<string, EventCounts>> => {
  const unseen = new Map<string, EventCounts>();
  for (const id of correlationIds) {
    const { items } = await untilAnswered(async () => {
      const answer = await fetch(`${serviceUrl}/local/logs?correlationId=${id}`, {
        signal: AbortSignal.timeout(10_000),
      });
      return (await answer.json()) as { items: readonly Readonly<Record<string, unknown>>[] };
    });
    for (const line of items.filter((item) => 'exact' in item)) {
      for (const slo of requestObjectives) {
        const value = line[orderService.cloudWatch.events(slo).name];
        if (typeof value !== 'number') continue;
        const { good, bad } = unseen.get(slo) ?? { good: 0, bad: 0 };
        unseen.set(slo, { good: good + 1 - value, bad: bad + value });
      }
    }
  }
  return unseen;
};

const sum = (counts: EventCounts): number => counts.good + counts.bad;

/**
 * The customers' tally beside the events of the service. Customers measure the time of their orders from outside, so that
 * the service can find fewer of them late; their number is the same.
 */
export const compareTallies = (
  record: EventRecord,
  before: CountedEvents,
  after: CountedEvents,
  unseen: ReadonlyMap<string, EventCounts>,
): readonly TallyComparison[] =>
  feltObjectives.map((slo) => {
    const felt = { good: record.count(slo, 'good'), bad: record.count(slo, 'bad') };
    const more = unseen.get(slo) ?? { good: 0, bad: 0 };
    const counted = eventsBetween(before[slo], after[slo]);
    const wanted = { good: felt.good + more.good, bad: felt.bad + more.bad };
    const agrees =
      slo === 'order-latency'
        ? sum(counted) === sum(wanted) && counted.bad <= wanted.bad
        : counted.good === wanted.good && counted.bad === wanted.bad;
    return { slo, felt, unseen: more, counted, agrees };
  });
