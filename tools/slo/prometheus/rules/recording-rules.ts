import { burnAlerts } from '../../../../lib/slo/burn-alerts.ts';
import { dividedBy, errorBudget } from '../../../../lib/slo/decimal.ts';
import { windowText } from '../../../../lib/slo/durations.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import { orderService } from '../../order-service-declaration.ts';
import { badEvents, burnRate, errorRatio } from './expressions.ts';
import type { RecordingRule } from './rule.ts';
import {
  badEventsSeries,
  currentBurnRateSeries,
  errorRatioSeries,
  minutesOfPeriod,
  periodBurnRateSeries,
  remainingBudgetSeries,
  selector,
  sloLabels,
} from './series.ts';
import { rangeText, type Timing } from './timing.ts';

const ascending = (minutes: readonly number[]): number[] => [...new Set(minutes)].sort((a, b) => a - b);

const ratioRule = (objective: Objective, minutes: number, timing: Timing): RecordingRule => ({
  record: errorRatioSeries(minutes),
  expr: errorRatio(objective, rangeText(minutes, timing)),
  labels: { ...sloLabels(objective), sloth_window: windowText(minutes) },
});

const badEventsRule = (objective: Objective, minutes: number, timing: Timing): RecordingRule => ({
  record: badEventsSeries(minutes),
  expr: badEvents(objective, rangeText(minutes, timing)),
  labels: { ...sloLabels(objective), sloth_window: windowText(minutes) },
});

/** The series that the burn alerts read, and the current burn rate. */
export const burnRecordings = (objective: Objective, timing: Timing): readonly RecordingRule[] => {
  const alerts = burnAlerts(objective);
  const windows = ascending(alerts.flatMap(({ longMinutes, shortMinutes }) => [longMinutes, shortMinutes]));
  const longWindows = ascending(alerts.map(({ longMinutes }) => longMinutes));
  const labels = sloLabels(objective);
  const shortest = selector(errorRatioSeries(windows[0] ?? 0), labels);
  return [
    ...windows.map((minutes) => ratioRule(objective, minutes, timing)),
    ...longWindows.map((minutes) => badEventsRule(objective, minutes, timing)),
    {
      record: currentBurnRateSeries,
      expr: burnRate(objective, shortest, errorBudget(objective.target)),
      labels,
    },
  ];
};

/** The declaration as series, so that dashboards need no other source. */
export const declarationRecordings = (objective: Objective): readonly RecordingRule[] => {
  const labels = sloLabels(objective);
  const constant = (record: string, value: string): RecordingRule => ({
    record,
    expr: `vector(${value})`,
    labels,
  });
  return [
    constant('slo:objective:ratio', dividedBy(objective.target, '100', 12)),
    constant('slo:error_budget:ratio', errorBudget(objective.target)),
    constant('slo:time_period:days', String(objective.windowDays)),
    {
      record: 'sloth_slo_info',
      expr: 'vector(1)',
      labels: {
        ...labels,
        sloth_objective: objective.target,
        sloth_mode: 'generated',
        sloth_spec: orderService.declaredIn,
        owner: objective.owner,
        runbook: objective.runbook,
      },
    },
  ];
};

/** How much of the budget of the objective's whole window is used. */
export const periodRecordings = (objective: Objective, timing: Timing): readonly RecordingRule[] => {
  const minutes = minutesOfPeriod(objective);
  const labels = sloLabels(objective);
  const ratio = selector(errorRatioSeries(minutes), labels);
  return [
    ratioRule(objective, minutes, timing),
    badEventsRule(objective, minutes, timing),
    {
      record: periodBurnRateSeries,
      expr: burnRate(objective, ratio, errorBudget(objective.target)),
      labels,
    },
    {
      record: remainingBudgetSeries,
      expr: `1 - max by (job) (${selector(periodBurnRateSeries, labels)})`,
      labels,
    },
  ];
};
