import { burnAlerts } from '../../../../lib/slo/burn-alerts.ts';
import { errorBudget } from '../../../../lib/slo/decimal.ts';
import { windowText } from '../../../../lib/slo/durations.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import { errorRatioSeries, eventsMetric, remainingBudgetSeries, sloLabels } from '../rules/series.ts';
import type { Panel, Row } from './panel.ts';
import { ofJob } from './query.ts';

const runbookOf = ({ runbook }: Objective): string => runbook.replace('docs/runbooks/', '');

const budgetSteps = [
  [0, 'orange'],
  [0.25, 'green'],
] as const;

const remaining = (objective: Objective): string => ofJob(remainingBudgetSeries, sloLabels(objective));

const burnPanel = (objective: Objective): Panel => {
  const alerts = burnAlerts(objective);
  const windows = [...new Set(alerts.flatMap((alert) => [alert.shortMinutes, alert.longMinutes]))];
  const factors = alerts.map(({ factor, severity }) => [Number(factor), severity] as const).toReversed();
  return {
    kind: 'timeseries',
    title: 'Burn rate',
    description: `How many times too fast the budget is used, by window. The lines are those of the alerts: ${alerts
      .map(
        (alert) =>
          `${alert.factor} over ${windowText(alert.longMinutes)} and ${windowText(alert.shortMinutes)}`,
      )
      .join(', ')}.`,
    width: 8,
    min: 0,
    queries: windows
      .sort((a, b) => a - b)
      .map((minutes) => ({
        expr: `${ofJob(errorRatioSeries(minutes), sloLabels(objective))} / ${errorBudget(objective.target)}`,
        legend: windowText(minutes),
      })),
    steps: factors.map(([factor, severity]) => [factor, severity === 'page' ? 'red' : 'orange'] as const),
    runbook: runbookOf(objective),
  };
};

const sloRow = (objective: Objective): Row => ({
  title: `${objective.title}: ${objective.description} ${objective.target} % in ${objective.windowDays} days`,
  panels: [
    {
      kind: 'stat',
      title: 'Budget left',
      width: 4,
      unit: 'percentunit',
      max: 1,
      queries: [{ expr: remaining(objective) }],
      steps: [[Number.MIN_SAFE_INTEGER, 'red'], ...budgetSteps],
      runbook: runbookOf(objective),
    },
    burnPanel(objective),
    {
      kind: 'timeseries',
      title: 'Events',
      description: 'The events behind the ratios.',
      width: 6,
      bars: true,
      queries: [
        {
          expr: `sum by (outcome) (increase(${ofJob(eventsMetric, { slo: objective.id })}[$__rate_interval]))`,
          legend: '{{outcome}}',
        },
      ],
    },
    {
      kind: 'timeseries',
      title: 'Budget left over time',
      width: 6,
      unit: 'percentunit',
      max: 1,
      queries: [{ expr: remaining(objective), legend: 'left' }],
      steps: [[0, 'red']],
    },
  ],
});

/** A row for each objective: its budget, how fast it is used, and how many events that is. */
export const sloRows = (objectives: readonly Objective[]): readonly Row[] => objectives.map(sloRow);
