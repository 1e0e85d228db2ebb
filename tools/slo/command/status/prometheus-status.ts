import type { EventCounts } from '../../../../lib/slo/budget.ts';
import { burnAlerts } from '../../../../lib/slo/burn-alerts.ts';
import { errorBudget } from '../../../../lib/slo/decimal.ts';
import { windowText } from '../../../../lib/slo/durations.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import { CommandError } from '../../../command-line/command-error.ts';
import { orderService } from '../../order-service-declaration.ts';
import {
  errorRatioSeries,
  minutesOfPeriod,
  remainingBudgetSeries,
  sloLabels,
} from '../../prometheus/rules/series.ts';
import type { InstantQuery, VectorSample } from '../../prometheus-server/prometheus-query.ts';
import { countedEvents } from './counted-events.ts';
import { type BurnReading, burnReading, guardNotes, type StatusReport, sloStatus } from './status-report.ts';

const eventsMetric = orderService.series.events;
const none: EventCounts = { good: 0, bad: 0 };

/** Long windows of the alerts, in minutes, ascending. */
const longWindows = (objectives: readonly Objective[]): readonly number[] =>
  [
    ...new Set(
      objectives.flatMap((objective) => burnAlerts(objective).map(({ longMinutes }) => longMinutes)),
    ),
  ].sort((a, b) => a - b);

interface Found {
  /** Current values of the counters. */
  readonly counters: readonly VectorSample[];
  /** Series of the recording rules. */
  readonly recorded: readonly VectorSample[];
  /** Increase of the counters by window, in minutes. */
  readonly increases: ReadonlyMap<number, readonly VectorSample[]>;
}

const find = async (query: InstantQuery, windows: readonly number[]): Promise<Found> => {
  const [counters, recorded, ...increases] = await Promise.all([
    query(`sum by (slo, outcome) (${eventsMetric})`),
    query(`{__name__=~"slo:.+"}`),
    ...windows.map((minutes) =>
      query(`sum by (slo, outcome) (increase(${eventsMetric}[${windowText(minutes)}]))`),
    ),
  ]);
  return {
    counters,
    recorded,
    increases: new Map(windows.map((minutes, index) => [minutes, increases[index] ?? []])),
  };
};

/** The worst that a recording rule says of an objective; undefined when there is no such rule. */
const recordedValue = ({ recorded }: Found, objective: Objective, series: string): number | undefined => {
  const { sloth_id } = sloLabels(objective);
  const values = recorded
    .filter(({ labels }) => labels['__name__'] === series && labels['sloth_id'] === sloth_id)
    .map(({ value }) => value);
  if (values.length === 0) return undefined;
  return series === remainingBudgetSeries ? Math.min(...values) : Math.max(...values);
};

const increaseOf = ({ increases }: Found, objective: Objective, minutes: number): EventCounts =>
  countedEvents(objective, increases.get(minutes) ?? []) ?? none;

const burnReadings = (found: Found, objective: Objective, minutes: number): BurnReading => {
  const window = windowText(minutes);
  const ratio = recordedValue(found, objective, errorRatioSeries(minutes));
  if (ratio === undefined) return burnReading(objective, window, increaseOf(found, objective, minutes));
  return { window, burnRate: ratio / Number(errorBudget(objective.target)) };
};

const statusOf = (found: Found, objective: Objective, windows: readonly number[], url: string) => {
  if (!countedEvents(objective, found.counters)) {
    throw new CommandError(
      `Prometheus at ${url} has no ${eventsMetric}{slo="${objective.id}"}. Check that it scrapes this service.`,
    );
  }
  const budgetRemaining = recordedValue(found, objective, remainingBudgetSeries);
  return sloStatus(objective, {
    counts: increaseOf(found, objective, minutesOfPeriod(objective)),
    burnRates: windows.map((minutes) => burnReadings(found, objective, minutes)),
    ...(budgetRemaining !== undefined && { budgetRemaining }),
  });
};

/**
 * How the objectives stand by a Prometheus server: over their own windows, and over those of their alerts. By its
 * recording rules where they have been evaluated, else by the counters.
 * @throws {CommandError} when it does not answer, or does not know an objective.
 */
export const prometheusStatus = async (
  objectives: readonly Objective[],
  url: string,
  query: InstantQuery,
): Promise<StatusReport> => {
  const windows = longWindows(objectives);
  const found = await find(query, [...new Set([...windows, ...objectives.map(minutesOfPeriod)])]);
  const days = [...new Set(objectives.map(({ windowDays }) => windowDays))].join(' or ');
  const slos = objectives.map((objective) => statusOf(found, objective, windows, url));
  return {
    source: `Prometheus at ${url}, ${found.recorded.length > 0 ? 'by its recording rules' : 'by the counters, without recording rules'}`,
    period: `over ${days} days, as far back as its data goes`,
    slos,
    notes: guardNotes(objectives, slos),
  };
};
