import { type EventCounts, windowSeconds } from '../../../../lib/slo/budget.ts';
import { burnAlerts, type Severity, severities } from '../../../../lib/slo/burn-alerts.ts';
import { type Correction, correctedSpans, type Span } from '../../../../lib/slo/corrections.ts';
import { errorBudget } from '../../../../lib/slo/decimal.ts';
import { windowText } from '../../../../lib/slo/durations.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import { CommandError } from '../../../command-line/command-error.ts';
import { orderService } from '../../order-service-declaration.ts';
import { historyStepSeconds } from '../../prometheus/rules/expressions.ts';
import {
  budgetEventsSeries,
  errorRatioSeries,
  minutesOfPeriod,
  remainingBudgetSeries,
  sloLabels,
} from '../../prometheus/rules/series.ts';
import type { InstantQuery, VectorSample } from '../../prometheus-server/prometheus-query.ts';
import { countedEvents } from './counted-events.ts';
import {
  type BurnReading,
  burnReading,
  guardNotes,
  historyNotes,
  type StatusReport,
  sloStatus,
} from './status-report.ts';

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
  /** Alerts of objectives that fire. */
  readonly alerts: readonly VectorSample[];
  /** Seconds since the first samples of the counters. */
  readonly ages: readonly VectorSample[];
  /** Increase of the counters by window, in minutes. */
  readonly increases: ReadonlyMap<number, readonly VectorSample[]>;
}

/** The series of one stage, or of all. */
const ofStage = (name: string, stage: string | undefined, matchers: readonly string[] = []): string => {
  const all = stage === undefined ? matchers : [...matchers, `stage=${JSON.stringify(stage)}`];
  return all.length === 0 ? name : `${name}{${all.join(',')}}`;
};

/** The query for alerts of objectives that fire. */
export const firingAlerts = (stage?: string): string =>
  ofStage('ALERTS', stage, ['alertstate="firing"', 'sloth_slo!=""']);

const find = async (
  query: InstantQuery,
  windows: readonly number[],
  stage: string | undefined,
): Promise<Found> => {
  const counter = ofStage(eventsMetric, stage);
  const longest = windowText(Math.max(...windows));
  const [counters = [], recorded = [], alerts = [], ages = [], ...increases] = await Promise.all([
    query(`sum by (slo, outcome) (${counter})`),
    query(ofStage('', stage, ['__name__=~"slo:.+"'])),
    query(firingAlerts(stage)),
    query(`time() - min by (slo) (min_over_time(timestamp(${counter})[${longest}:${historyStepSeconds}s]))`),
    ...windows.map((minutes) =>
      query(`sum by (slo, outcome) (increase(${counter}[${windowText(minutes)}]))`),
    ),
  ]);
  return {
    counters,
    recorded,
    alerts,
    ages,
    increases: new Map(windows.map((minutes, index) => [minutes, increases[index] ?? []])),
  };
};

/** The values that recording rules have for an objective, one for each job and stage. */
const recordedValues = ({ recorded }: Found, objective: Objective, series: string): readonly number[] => {
  const { sloth_id } = sloLabels(objective);
  return recorded
    .filter(({ labels }) => labels['__name__'] === series && labels['sloth_id'] === sloth_id)
    .map(({ value }) => value);
};

const increaseOf = ({ increases }: Found, objective: Objective, minutes: number): EventCounts =>
  countedEvents(objective, increases.get(minutes) ?? []) ?? none;

const burnReadings = (found: Found, objective: Objective, minutes: number): BurnReading => {
  const window = windowText(minutes);
  const ratios = recordedValues(found, objective, errorRatioSeries(minutes));
  if (ratios.length === 0) return burnReading(objective, window, increaseOf(found, objective, minutes));
  return { window, burnRate: Math.max(...ratios) / Number(errorBudget(objective.target)) };
};

/** How far back the counters go, at most. Counters without a sample at any step are younger than one. */
const historyOf = ({ ages }: Found, objective: Objective): number => {
  const age = ages.find(({ labels }) => labels['slo'] === objective.id)?.value ?? 0;
  return Math.min(age + historyStepSeconds, windowSeconds(objective));
};

/** The alerts that fire for an objective; of several jobs and stages all. */
export const firingOf = (
  { alerts }: Pick<Found, 'alerts'>,
  { id }: Pick<Objective, 'id'>,
): readonly Severity[] =>
  severities.filter((severity) =>
    alerts.some(({ labels }) => labels['sloth_slo'] === id && labels['severity'] === severity),
  );

const statusOf = (
  found: Found,
  objective: Objective,
  windows: readonly number[],
  url: string,
  excluded: readonly EventCounts[],
) => {
  if (!countedEvents(objective, found.counters)) {
    throw new CommandError(
      `Prometheus at ${url} has no ${eventsMetric}{slo="${objective.id}"}. Check that it scrapes this service.`,
    );
  }
  const remaining = recordedValues(found, objective, remainingBudgetSeries);
  const allowed = recordedValues(found, objective, budgetEventsSeries);
  return sloStatus(objective, {
    counts: increaseOf(found, objective, minutesOfPeriod(objective)),
    burnRates: windows.map((minutes) => burnReadings(found, objective, minutes)),
    historySeconds: historyOf(found, objective),
    firing: firingOf(found, objective),
    excluded,
    ...(remaining.length > 0 &&
      allowed.length > 0 && {
        recorded: { budgetRemaining: Math.min(...remaining), budgetEvents: Math.min(...allowed) },
      }),
  });
};

/** Events of an objective in a past stretch of time. */
const eventsIn = async (
  query: InstantQuery,
  objective: Objective,
  { from, to }: Span,
  stage: string | undefined,
): Promise<EventCounts> => {
  const range = `${Math.round((to - from) / 1_000)}s`;
  const samples = await query(
    `sum by (slo, outcome) (increase(${ofStage(eventsMetric, stage)}[${range}] @ ${to / 1_000}))`,
  );
  return countedEvents(objective, samples) ?? none;
};

export interface PrometheusStatusOptions {
  /** The stage to look at; all of them unless given. */
  readonly stage?: string;
  readonly corrections?: readonly Correction[];
  /** Milliseconds since 1970. */
  readonly now?: number;
}

/**
 * How the objectives stand by a Prometheus server: over their own windows, and over those of their alerts. By its
 * recording rules where they have been evaluated, else by the counters.
 * @throws {CommandError} when it does not answer, or does not know an objective.
 */
export const prometheusStatus = async (
  objectives: readonly Objective[],
  url: string,
  query: InstantQuery,
  { stage, corrections = [], now = Date.now() }: PrometheusStatusOptions = {},
): Promise<StatusReport> => {
  const windows = longWindows(objectives);
  const found = await find(query, [...new Set([...windows, ...objectives.map(minutesOfPeriod)])], stage);
  const days = [...new Set(objectives.map(({ windowDays }) => windowDays))].join(' or ');
  const slos = await Promise.all(
    objectives.map(async (objective) => {
      const span = { from: now - windowSeconds(objective) * 1_000, to: now };
      const excluded = await Promise.all(
        correctedSpans(corrections, objective, span).map((one) => eventsIn(query, objective, one, stage)),
      );
      return statusOf(found, objective, windows, url, excluded);
    }),
  );
  return {
    source: `Prometheus at ${url}${stage === undefined ? '' : `, stage ${stage}`}, ${found.recorded.length > 0 ? 'by its recording rules' : 'by the counters, without recording rules'}`,
    period: `over ${days} days`,
    slos,
    notes: [
      ...objectives.flatMap((objective) => historyNotes(objective, historyOf(found, objective))),
      ...guardNotes(objectives, slos),
    ],
  };
};
