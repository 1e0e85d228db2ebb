import { setTimeout as sleep } from 'node:timers/promises';
import { CommandError } from '../../command-line/command-error.ts';
import { orderService } from '../order-service-declaration.ts';
import { prometheusAt } from '../prometheus-server/prometheus-query.ts';
import { watchBus } from './bus-watch.ts';
import {
  compareTallies,
  eventsUnseen,
  readCounted,
  readSettled,
  type TallyComparison,
} from './client-tally.ts';
import { type Comparison, compare } from './comparison.ts';
import { createEventRecord, type EventRecord } from './event-record.ts';
import { judgeFreshness } from './freshness.ts';
import type { GameDayIncident } from './incidents.ts';
import { startLoad } from './load.ts';
import { observedAlerts } from './observed-alerts.ts';
import { predictedAlerts } from './predicted-alerts.ts';
import { prometheusRhythm } from './prometheus-rhythm.ts';
import { purchasesPerSecond, rehearsalTiming } from './rehearsal-timing.ts';
import { watchSchedule } from './schedule-watch.ts';
import type { ServiceUnderTest } from './service-under-test.ts';
import { untilAnswered } from './until-answered.ts';

export interface RehearsalPlan {
  readonly incidents: readonly GameDayIncident[];
  /** Time without a fault at the start, after each incident, and at the end. */
  readonly calmSeconds: number;
}

export interface PlayedIncident extends GameDayIncident {
  readonly beganAt: number;
  readonly endedAt: number;
}

export interface Rehearsal {
  /** When it began, in seconds since 1970; all else is counted from there. */
  readonly epoch: number;
  readonly seconds: number;
  readonly incidents: readonly PlayedIncident[];
  readonly record: EventRecord;
  /** How long a log line took to get into the counters, on average. */
  readonly lagSeconds: number;
  /** How far apart prediction and observation may be: the evaluation interval. */
  readonly toleranceSeconds: number;
  readonly comparisons: readonly Comparison[];
  /** Events by the customers and by the service. */
  readonly tallies: readonly TallyComparison[];
}

const clockText = (seconds: number): string => `${seconds.toFixed(1).padStart(6)} s`;

/** Prints alerts of Prometheus that start and end. */
const watchAlerts = (url: string, say: (line: string) => void) => {
  let firing = new Set<string>();
  const look = async () => {
    const samples = await prometheusAt(url)('ALERTS{alertstate="firing"}').catch(() => undefined);
    if (samples === undefined) return;
    const now = new Set(samples.map(({ labels }) => labels['alertname'] ?? ''));
    for (const alert of now) if (!firing.has(alert)) say(`  ▲ ${alert} fires`);
    for (const alert of firing) if (!now.has(alert)) say(`  ▽ ${alert} clears`);
    firing = now;
  };
  const timer = setInterval(() => void look(), 500);
  return () => clearInterval(timer);
};

/** Of the last scrape that was answered: the one before the question may have failed. */
const meanLag = async (url: string): Promise<number> => {
  const last = (part: string) => `sum(last_over_time(${orderService.series.ingestLag}_${part}[1h]))`;
  const [mean] = await prometheusAt(url)(`${last('sum')} / ${last('count')}`);
  if (mean === undefined) throw new CommandError('Prometheus has no samples of the ingest lag.');
  return mean.value;
};

/** Causes the incidents one after the other under load, and compares the observed alerts with the predicted ones. */
export const rehearse = async (
  { incidents, calmSeconds }: RehearsalPlan,
  service: ServiceUnderTest,
  prometheusUrl: string,
  print: (line: string) => void,
): Promise<Rehearsal> => {
  const epoch = Date.now() / 1_000;
  const now = () => Date.now() / 1_000 - epoch;
  const say = (line: string) => print(`${clockText(now())}  ${line}`);
  const record = createEventRecord();
  const played: PlayedIncident[] = [];

  const before = await readCounted(service.url);
  const load = await startLoad({
    serviceUrl: service.url,
    purchasesPerSecond,
    record,
    now,
  });
  const stopWatching = watchAlerts(prometheusUrl, say);
  const bus = watchBus(service.url, epoch, now);
  const sweeper = watchSchedule(service.url, orderService.sweep, epoch);
  try {
    say(`${purchasesPerSecond} purchases a second, no fault`);
    await sleep(calmSeconds * 1_000);
    for (const incident of incidents) {
      say(`✗ ${incident.title}`);
      const beganAt = now();
      await incident.begin(service);
      load.paySlowly(incident.paysSlowly ?? false);
      await sleep(incident.seconds * 1_000);
      load.paySlowly(false);
      await incident.end(service);
      const endedAt = now();
      say('✓ the incident is over');
      played.push({ ...incident, beganAt, endedAt });
      await sleep(calmSeconds * 1_000);
    }
  } finally {
    stopWatching();
    await load.stop();
    bus.stop();
    sweeper.stop();
  }
  const seconds = now();
  const after = await readSettled(service.url);
  const unseen = await eventsUnseen(service.url, load.unanswered());
  const tallies = compareTallies(record, before, after, unseen);
  const deadlineSeconds = orderService.objectives['event-freshness'].indicator.deadlineMs / 1_000;
  for (const published of bus.published()) {
    // Of the warm-up; Prometheus has begun after it.
    if (published.occurredAt < 0) continue;
    const { at, outcome } = judgeFreshness(published, deadlineSeconds, sweeper.runs());
    record.add('event-freshness', outcome, at);
  }
  const lagSeconds = await untilAnswered(() => meanLag(prometheusUrl));
  const rhythm = await untilAnswered(() => prometheusRhythm(prometheusUrl, epoch, seconds));
  const toleranceSeconds = rehearsalTiming.evaluationSeconds;
  const predicted = predictedAlerts({ record, rhythm, lagSeconds });
  const observed = await untilAnswered(() => observedAlerts(prometheusUrl, epoch, rhythm));
  const comparisons = compare(predicted, observed, seconds, toleranceSeconds);
  return { epoch, seconds, incidents: played, record, lagSeconds, toleranceSeconds, comparisons, tallies };
};
