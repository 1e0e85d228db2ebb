import { Duration } from 'aws-cdk-lib';
import {
  type AlarmBase,
  AlarmStatusWidget,
  Color,
  type IMetric,
  MathExpression,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { SloId } from '../../../lib/contract/slos.ts';
import { burnAlerts, type Severity } from '../../../lib/slo/burn-alerts.ts';
import { errorBudget, times } from '../../../lib/slo/decimal.ts';
import { windowText, windowWords } from '../../../lib/slo/durations.ts';
import { runbookLink } from '../runbook.ts';
import type { ServiceAlarms } from '../service-alarms.ts';
import type { ServiceObjective } from '../slo-alarms.ts';
import { percentGood, percentLeft, shareMath, sloEvents } from '../slo-events.ts';
import { graph, type Row, textBeside } from './graph.ts';

const burnRate = ({ id, target }: ServiceObjective, minutes: number): IMetric =>
  shareMath(id, minutes, (share) => `${share} / ${errorBudget(target)}`, {
    label: windowWords(minutes),
    suffix: windowText(minutes),
  });

const thresholdColors = [Color.RED, Color.ORANGE] as const;

const burnRates = (objective: ServiceObjective, severity: Severity, since: string, width: number) => {
  const alerts = burnAlerts(objective).filter((alert) => alert.severity === severity);
  const windows = [
    ...new Set(alerts.flatMap(({ shortMinutes, longMinutes }) => [shortMinutes, longMinutes])),
  ];
  return graph(
    `Burn rates that ${severity === 'page' ? 'page' : 'open a ticket'}`,
    windows.toSorted((left, right) => left - right).map((minutes) => burnRate(objective, minutes)),
    {
      width,
      since,
      unit: 'burn rate',
      lines: alerts.map(({ factor, shortMinutes, longMinutes }, index) => ({
        value: Number(factor),
        label: `${factor}: ${windowText(shortMinutes)} and ${windowText(longMinutes)}`,
        color: thresholdColors[index % thresholdColors.length] ?? Color.RED,
      })),
    },
  );
};

/** How many times the budget the axis of a ratio reaches down: from 0 up, all that matters would be one line. */
const axisBudgets = 10;

/** Lower end of the axis of a ratio in percent. */
export const lowestRatio = ({ target }: Pick<ServiceObjective, 'target'>): number =>
  Math.max(0, 100 - axisBudgets * Number(times('100', errorBudget(target))));

/** Percentage of good events beside the target; empty where there were none. */
const ratio = (objective: ServiceObjective, width: number) => {
  const { id, target } = objective;
  return graph('Good events', [percentGood(id, 5, '% good')], {
    width,
    unit: '%',
    min: lowestRatio(objective),
    max: 100,
    lines: [{ value: Number(target), label: `target ${target} %`, color: Color.GREEN }],
  });
};

/** Number of events behind the ratio: with few events it jumps. */
export const volume = (id: SloId, width: number, since?: string) => {
  const { all, ...events } = sloEvents(id, 5);
  const bad = events.bad.with({ label: 'bad', color: Color.RED });
  const good = new MathExpression({
    expression: 'all - bad',
    usingMetrics: { all, bad },
    period: all.period,
    label: 'good',
    color: Color.GREEN,
  });
  return graph('Events behind the ratio', [good, bad], {
    width,
    stacked: true,
    unit: 'events per 5 minutes',
    ...(since !== undefined && { since }),
  });
};

const words = (
  { title, description, target, windowDays, minBadEvents }: ServiceObjective,
  runbookUrl: string,
) =>
  [
    `## ${title}`,
    description,
    `**${target} %** of the events of ${windowDays} days. No alarm fires on fewer than ${minBadEvents} bad events.`,
    runbookLink('Runbook', runbookUrl),
  ].join('\n\n');

/** Two rows for one objective: its status, and its burn rates. */
export const sloSection = (
  { objective, alarms }: ServiceAlarms['objectives'][number],
  runbookUrl: string,
): readonly Row[] => {
  const { id, windowDays } = objective;
  const since = `-P${windowDays}D`;
  return [
    [
      textBeside(words(objective, runbookUrl), 5),
      graph('Budget left over time', [percentLeft(id, '% of the budget')], {
        width: 12,
        since,
        unit: '%',
        min: 'auto',
        period: Duration.hours(1),
      }),
      new AlarmStatusWidget({
        title: 'Alarms',
        alarms: Object.values<AlarmBase>({ ...alarms }),
        width: 7,
        height: 6,
      }),
    ],
    [
      burnRates(objective, 'page', '-PT24H', 6),
      burnRates(objective, 'ticket', '-P14D', 6),
      ratio(objective, 6),
      volume(id, 6),
    ],
  ];
};
