import type { EventCounts } from '../../../lib/slo/budget.ts';
import type { Objective } from '../../../lib/slo/objective.ts';
import type { Sample } from '../exposition-parser.ts';
import { durationWords } from '../number-words.ts';
import { eventsBetween, requireEvents } from './counted-events.ts';
import { burnReading, type StatusReport, sloStatus } from './status-report.ts';

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

/**
 * How the objectives stand by a service's own counters: budgets since the counters began, burn rates since then too, or
 * since an earlier reading.
 * @throws {SloCommandError} when an objective is not counted.
 */
export const serviceStatus = (
  objectives: readonly Objective[],
  source: string,
  now: CounterReading,
  before?: CounterReading,
): StatusReport => ({
  source,
  period: 'since its counters began',
  slos: objectives.map((objective) => {
    const counts = requireEvents(objective, now.samples, source);
    return sloStatus(objective, { counts, burnRates: [burn(objective, source, counts, now, before)] });
  }),
});
