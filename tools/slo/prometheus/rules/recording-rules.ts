import {
  type BurnAlert,
  burnAlertName,
  burnAlerts,
  hasOneWindow,
  onlyBadMinutes,
  onlyBadName,
} from '../../../../lib/slo/burn-alerts.ts';
import { dividedBy, errorBudget } from '../../../../lib/slo/decimal.ts';
import { windowText } from '../../../../lib/slo/durations.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import { orderService } from '../../order-service-declaration.ts';
import {
  badEvents,
  budgetEvents,
  burnRate,
  errorRatio,
  historySeconds,
  periodBurnRate,
  perStage,
} from './expressions.ts';
import type { RecordingRule } from './rule.ts';
import {
  badEventsSeries,
  budgetEventsSeries,
  burningSeries,
  currentBurnRateSeries,
  errorRatioSeries,
  historySeries,
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

/** Every window gives a pair the same labels, whichever it was. */
const anyWindow = (comparison: string): string => `max without (sloth_window) (${comparison})`;

const pairRule = (objective: Objective, alert: BurnAlert): RecordingRule => {
  const labels = sloLabels(objective);
  const { severity, longMinutes, shortMinutes, threshold, minBadEvents } = alert;
  const over = (minutes: number) =>
    anyWindow(`${selector(errorRatioSeries(minutes), labels)} > ${threshold}`);
  return {
    record: burningSeries,
    expr: [
      over(longMinutes),
      ...(hasOneWindow(alert) ? [] : [over(shortMinutes)]),
      anyWindow(`${selector(badEventsSeries(longMinutes), labels)} >= ${minBadEvents}`),
    ].join('\nand\n'),
    labels: { ...labels, severity, pair: burnAlertName(objective, alert) },
  };
};

/** The page for a service that has nothing but bad events, however few. */
const onlyBadRule = (objective: Objective, timing: Timing): RecordingRule => {
  const labels = sloLabels(objective);
  const half = selector(errorRatioSeries(onlyBadMinutes), labels);
  return {
    record: burningSeries,
    expr: [
      anyWindow(`${half} >= 1`),
      'and',
      anyWindow(`${half} offset ${rangeText(onlyBadMinutes, timing)} >= 1`),
    ].join('\n'),
    labels: { ...labels, severity: 'page', pair: onlyBadName(objective) },
  };
};

/** The series that the burn alerts read, and the current burn rate. */
export const burnRecordings = (objective: Objective, timing: Timing): readonly RecordingRule[] => {
  const alerts = burnAlerts(objective);
  const windows = ascending([
    ...alerts.flatMap(({ longMinutes, shortMinutes }) => [longMinutes, shortMinutes]),
    onlyBadMinutes,
  ]);
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
    ...alerts.map((alert) => pairRule(objective, alert)),
    onlyBadRule(objective, timing),
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
  const { timeScale } = timing;
  const range = rangeText(minutes, timing);
  const labels = sloLabels(objective);
  const history = selector(historySeries, labels);
  return [
    ratioRule(objective, minutes, timing),
    badEventsRule(objective, minutes, timing),
    { record: historySeries, expr: historySeconds(objective, range, timeScale), labels },
    { record: budgetEventsSeries, expr: budgetEvents(objective, { range, history, timeScale }), labels },
    { record: periodBurnRateSeries, expr: periodBurnRate(objective), labels },
    {
      record: remainingBudgetSeries,
      expr: `1 - max ${perStage} (${selector(periodBurnRateSeries, labels)})`,
      labels,
    },
  ];
};
