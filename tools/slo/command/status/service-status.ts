import type { EventCounts } from '../../../../lib/slo/budget.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import { orderService } from '../../order-service-declaration.ts';
import type { Sample } from '../exposition-parser.ts';
import { durationWords } from '../number-words.ts';
import { eventsBetween, requireEvents } from './counted-events.ts';
import { burnReading, guardNotes, type StatusReport, sloStatus } from './status-report.ts';

/** A reading of a service's counters. */
export interface CounterReading {
  readonly atMs: number;
  readonly samples: readonly Sample[];
}

const burn = (
  objective: Objective,
  source: string,
  counts: EventCounts,
  { atMs }: CounterReading,
  before: CounterReading | undefined,
) => {
  if (!before) return burnReading(objective, 'since then', counts);
  const earlier = requireEvents(objective, before.samples, source);
  const window = `last ${durationWords((atMs - before.atMs) / 1_000)}`;
  return burnReading(objective, window, eventsBetween(earlier, counts));
};

/** The canary is counted every minute; older metrics are stale. */
const staleSeconds = 300;

/** How old the figures are: a service goes on answering with the last ones when its metrics stand still. */
const ageNotes = ({ atMs, samples }: CounterReading): readonly string[] => {
  const newest = samples.find(({ name }) => name === orderService.series.lastIngested)?.value ?? 0;
  if (newest === 0) return [];
  const seconds = Math.max(0, atMs / 1_000 - newest);
  const age = `The newest event in these figures is ${durationWords(seconds)} old`;
  return [
    seconds < staleSeconds
      ? `${age}.`
      : `${age}: the metrics are stale (docs/runbooks/metrics-pipeline.md), and an outage would not show here.`,
  ];
};

const windowNote = (objectives: readonly Objective[]): string => {
  const days = [...new Set(objectives.map(({ windowDays }) => windowDays))].join(' or ');
  return `The start of the counters is unknown. For the budgets of the last ${days} days use --prometheus or the dashboard.`;
};

/**
 * How the objectives stand by a service's own counters: budgets since the counters began, burn rates since then too, or
 * since an earlier reading.
 * @throws {CommandError} when an objective is not counted.
 */
export const serviceStatus = (
  objectives: readonly Objective[],
  source: string,
  now: CounterReading,
  before?: CounterReading,
): StatusReport => {
  const slos = objectives.map((objective) => {
    const counts = requireEvents(objective, now.samples, source);
    return sloStatus(objective, { counts, burnRates: [burn(objective, source, counts, now, before)] });
  });
  return {
    source,
    period: 'since the start of its counters',
    slos,
    notes: [...guardNotes(objectives, slos), ...ageNotes(now), windowNote(objectives)],
  };
};
