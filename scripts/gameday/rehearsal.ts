import { setTimeout as sleep } from 'node:timers/promises';
import { slos } from '../../lib/contract/slos.ts';
import { queryPrometheus } from '../prometheus-server/prometheus-query.ts';
import type { AlertSpan } from './alert-span.ts';
import { type Comparison, compare } from './comparison.ts';
import { createEventRecord, type EventRecord } from './event-record.ts';
import { freshnessEvents, type Held } from './freshness.ts';
import type { GameDayIncident } from './incidents.ts';
import { startLoad } from './load.ts';
import { observedAlerts } from './observed-series.ts';
import { predictedAlerts } from './predicted-alerts.ts';
import type { ServiceUnderTest } from './service-under-test.ts';

export interface RehearsalPlan {
  readonly incidents: readonly GameDayIncident[];
  /** How long all is well at first, after each incident, and at the end. */
  readonly calmSeconds: number;
  readonly purchasesPerSecond: number;
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
  readonly comparisons: readonly Comparison[];
}

const clockText = (seconds: number): string => `${seconds.toFixed(1).padStart(6)} s`;

/** Says which alerts have begun and which have ended, as Prometheus shows them. */
const watchAlerts = (url: string, say: (line: string) => void) => {
  let firing = new Set<string>();
  const look = async () => {
    const samples = await queryPrometheus(url, 'ALERTS{alertstate="firing"}').catch(() => undefined);
    if (samples === undefined) return;
    const now = new Set(samples.map(({ labels }) => labels['alertname'] ?? ''));
    for (const alert of now) if (!firing.has(alert)) say(`  ▲ ${alert} fires`);
    for (const alert of firing) if (!now.has(alert)) say(`  ▽ ${alert} clears`);
    firing = now;
  };
  const timer = setInterval(() => void look(), 500);
  return () => clearInterval(timer);
};

/** Lets the incidents happen to a service under load, one after the other, and compares what alerts did with what they had to do. */
export const rehearse = async (
  { incidents, calmSeconds, purchasesPerSecond }: RehearsalPlan,
  service: ServiceUnderTest,
  prometheusUrl: string,
  print: (line: string) => void,
): Promise<Rehearsal> => {
  const epoch = Date.now() / 1_000;
  const now = () => Date.now() / 1_000 - epoch;
  const say = (line: string) => print(`${clockText(now())}  ${line}`);
  const record = createEventRecord();
  const changes: number[] = [];
  const held: Held[] = [];
  const played: PlayedIncident[] = [];
  let current: GameDayIncident | undefined;

  const load = await startLoad({
    serviceUrl: service.url,
    purchasesPerSecond,
    record,
    onChange: (at) => changes.push(at),
    isSlow: () => current?.slos.includes('order-latency') ?? false,
    now,
  });
  const stopWatching = watchAlerts(prometheusUrl, say);
  try {
    say(`${purchasesPerSecond} purchases a second, all is well`);
    await sleep(calmSeconds * 1_000);
    for (const incident of incidents) {
      say(`✗ ${incident.title}`);
      const beganAt = now();
      current = incident;
      await incident.begin(service);
      await sleep(incident.seconds * 1_000);
      await incident.end(service);
      current = undefined;
      const endedAt = now();
      say('✓ all is well again');
      played.push({ ...incident, beganAt, endedAt });
      if (incident.slos.includes('event-freshness')) held.push({ from: beganAt, to: endedAt });
      await sleep(calmSeconds * 1_000);
    }
  } finally {
    stopWatching();
    await load.stop();
  }
  const seconds = now();
  for (const { at, outcome } of freshnessEvents(
    changes,
    held,
    slos['event-freshness'].indicator.deadlineMs / 1_000,
  )) {
    if (at <= seconds) record.add('event-freshness', outcome, at);
  }
  const observed: readonly AlertSpan[] = await observedAlerts(prometheusUrl, epoch, seconds);
  return {
    epoch,
    seconds,
    incidents: played,
    record,
    comparisons: compare(predictedAlerts(record, seconds), observed, seconds),
  };
};
