import { type BudgetState, budgetEvents, budgetState, type EventCounts } from '../../../../lib/slo/budget.ts';
import { type Correction, correctedSpans, type Span } from '../../../../lib/slo/corrections.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import { orderService } from '../../order-service-declaration.ts';
import { historyStepSeconds } from '../../prometheus/rules/expressions.ts';
import { remainingBudgetSeries } from '../../prometheus/rules/series.ts';
import type { InstantQuery } from '../../prometheus-server/prometheus-query.ts';
import type { RangeQuery } from '../../prometheus-server/prometheus-range.ts';
import { runsOf } from '../../runs.ts';
import type { GateDecision } from '../gate/gate-record.ts';
import { countedEvents } from '../status/counted-events.ts';
import type { Month } from './month.ts';

/** An objective over a month. */
export interface MonthlyObjective {
  readonly objective: Objective;
  readonly counts: EventCounts;
  /** Seconds of the month that the counts cover. */
  readonly coveredSeconds: number;
  /** Bad events that the objective allows in the whole month. */
  readonly allowed: number;
  readonly state: BudgetState;
  /** Without corrected times; absent where none is corrected. */
  readonly corrected?: { readonly counts: EventCounts; readonly state: BudgetState };
  /** Part of the budget of the objective's own window that was left, over the month. */
  readonly remaining: readonly { readonly at: number; readonly value: number }[];
}

/** A time in which an alert fired. */
export interface FiredAlert extends Span {
  readonly alert: string;
  readonly severity: string;
}

export interface MonthReport {
  readonly month: Month;
  readonly source: string;
  readonly objectives: readonly MonthlyObjective[];
  readonly alerts: readonly FiredAlert[];
  readonly decisions: readonly GateDecision[];
  readonly corrections: readonly Correction[];
}

export interface ReportSources {
  readonly name: string;
  readonly query: InstantQuery;
  readonly queryRange: RangeQuery;
  readonly stage?: string;
}

const none: EventCounts = { good: 0, bad: 0 };
const dayMs = 86_400_000;
const alertStepSeconds = 300;
const budgetStepSeconds = 6 * 3_600;

const matcher = (stage: string | undefined, ...others: readonly string[]): string => {
  const all = [...others, ...(stage === undefined ? [] : [`stage=${JSON.stringify(stage)}`])];
  return all.length === 0 ? '' : `{${all.join(',')}}`;
};

const countsIn = async (
  { query, stage }: ReportSources,
  objective: Objective,
  { from, to }: Span,
): Promise<EventCounts> => {
  const counter = `${orderService.series.events}${matcher(stage)}`;
  const range = Math.max(1, Math.round((to - from) / 1_000));
  const samples = await query(`sum by (slo, outcome) (increase(${counter}[${range}s] @ ${to / 1_000}))`);
  return countedEvents(objective, samples) ?? none;
};

/** Seconds of a time since the first sample of an objective's counters, which is looked up in steps. */
const coveredBy = async (
  { query, stage }: ReportSources,
  { id }: Objective,
  { from, to }: Span,
): Promise<number> => {
  const counter = `${orderService.series.events}${matcher(stage, `slo=${JSON.stringify(id)}`)}`;
  const seconds = Math.max(1, Math.round((to - from) / 1_000));
  const steps = `[${seconds}s:${historyStepSeconds}s] @ ${to / 1_000}`;
  const [first] = await query(`min(min_over_time(timestamp(${counter})${steps}))`);
  return Math.min(seconds, historyStepSeconds + (first === undefined ? 0 : to / 1_000 - first.value));
};

const monthly = async (
  sources: ReportSources,
  objective: Objective,
  month: Month,
  corrections: readonly Correction[],
): Promise<MonthlyObjective> => {
  const spans = correctedSpans(corrections, objective, month);
  const [counts, coveredSeconds, excluded, [series]] = await Promise.all([
    countsIn(sources, objective, month),
    coveredBy(sources, objective, month),
    Promise.all(spans.map((span) => countsIn(sources, objective, span))),
    sources.queryRange(
      `min(${remainingBudgetSeries}${matcher(sources.stage, `sloth_slo="${objective.id}"`)})`,
      { ...month, stepSeconds: budgetStepSeconds },
    ),
  ]);
  const rest = (outcome: keyof EventCounts) =>
    Math.max(
      0,
      excluded.reduce((left, span) => left - span[outcome], counts[outcome]),
    );
  const corrected = { good: rest('good'), bad: rest('bad') };
  const ofMonth = { ...objective, windowDays: (month.end - month.from) / dayMs };
  const stateOf = (some: EventCounts) => budgetState(ofMonth, some, coveredSeconds);
  return {
    objective,
    counts,
    coveredSeconds,
    allowed: budgetEvents(ofMonth, counts, coveredSeconds),
    state: stateOf(counts),
    ...(spans.length > 0 && { corrected: { counts: corrected, state: stateOf(corrected) } }),
    remaining: series?.points ?? [],
  };
};

/** Steps at whose end, or some time before it, an alert fired, without a gap, as one time. */
const spansOf = (points: readonly { readonly at: number }[]): readonly Span[] => {
  const stepMs = alertStepSeconds * 1_000;
  return runsOf(points, (last, next) => next.at <= last.at + stepMs).map((run) => ({
    from: (run[0]?.at ?? 0) - stepMs,
    to: run.at(-1)?.at ?? 0,
  }));
};

/**
 * The objectives in a month, by a Prometheus server.
 * @param decisions of the gate, of any time.
 * @throws {CommandError} when Prometheus does not answer.
 */
export const monthReport = async (
  objectives: readonly Objective[],
  sources: ReportSources,
  month: Month,
  { decisions, corrections }: Pick<MonthReport, 'decisions' | 'corrections'>,
): Promise<MonthReport> => {
  // A step looks back: the first one of the month ends a step after its beginning.
  const firstStep = Math.min(month.from + alertStepSeconds * 1_000, month.to);
  const [ofObjectives, alerts] = await Promise.all([
    Promise.all(objectives.map((objective) => monthly(sources, objective, month, corrections))),
    // An alert may fire for less than a step.
    sources.queryRange(
      `max_over_time(ALERTS${matcher(sources.stage, 'alertstate="firing"')}[${alertStepSeconds}s])`,
      { from: firstStep, to: month.to, stepSeconds: alertStepSeconds },
    ),
  ]);
  const inMonth = (time: string) => Date.parse(time) >= month.from && Date.parse(time) < month.to;
  return {
    month,
    source: sources.name,
    objectives: ofObjectives,
    alerts: alerts
      .flatMap(({ labels, points }) =>
        spansOf(points).map((span) => ({
          alert: labels['alertname'] ?? '',
          severity: labels['severity'] ?? '',
          ...span,
        })),
      )
      .sort((a, b) => a.from - b.from),
    decisions: decisions.filter(({ at }) => inMonth(at)),
    corrections: corrections.filter(
      ({ from, to }) => Date.parse(from) < month.to && Date.parse(to) > month.from,
    ),
  };
};
