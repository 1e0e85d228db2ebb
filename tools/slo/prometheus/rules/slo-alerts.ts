import { type BurnAlert, burnAlertName, burnAlerts } from '../../../../lib/slo/burn-alerts.ts';
import { windowText, windowWords } from '../../../../lib/slo/durations.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import { secondsToMissEvents } from './absence.ts';
import type { AlertRule, Labels } from './rule.ts';
import {
  badEventsSeries,
  errorRatioSeries,
  events,
  minutesOfPeriod,
  periodBurnRateSeries,
  selector,
  sloLabels,
} from './series.ts';
import { durationText, type Timing } from './timing.ts';

const percent = (share: string): string => `${Number((Number(share) * 100).toPrecision(12))} %`;

type Identified = Pick<Objective, 'id'>;

export const absentAlertName = ({ id }: Identified): string => `${id}-absent`;

export const exhaustedAlertName = ({ id }: Identified): string => `${id}-budget-exhausted`;

/** Both windows give an alert the same labels, whichever it was. */
const anyWindow = (comparison: string): string => `max without (sloth_window) (${comparison})`;

const alertLabels = (objective: Objective, severity: BurnAlert['severity']): Labels => ({
  sloth_severity: severity,
  severity,
  owner: objective.owner,
});

const burnAlertRule = (objective: Objective, alert: BurnAlert): AlertRule => {
  const { severity, longMinutes, shortMinutes, factor, threshold, minBadEvents } = alert;
  const labels = sloLabels(objective);
  const over = (minutes: number) => `${selector(errorRatioSeries(minutes), labels)} > ${threshold}`;
  const [long, short] = [windowWords(longMinutes), windowWords(shortMinutes)];
  return {
    alert: burnAlertName(objective, alert),
    expr: [
      anyWindow(over(longMinutes)),
      'and',
      anyWindow(over(shortMinutes)),
      'and',
      anyWindow(`${selector(badEventsSeries(longMinutes), labels)} >= ${minBadEvents}`),
    ].join('\n'),
    labels: {
      ...alertLabels(objective, severity),
      long: windowText(longMinutes),
      short: windowText(shortMinutes),
    },
    annotations: {
      summary: `${objective.title}: the error budget burns more than ${factor} times too fast.`,
      description:
        `{{ $value | humanizePercentage }} of the events of the last ${long} were bad, and more than ` +
        `${percent(threshold)} of the last ${short}. The objective: ${objective.description} ` +
        `(${objective.target} % in ${objective.windowDays} days)`,
      runbook: `${objective.runbook}#${severity}`,
    },
  };
};

export const absentRule = (objective: Objective, { timeScale }: Timing): AlertRule => {
  const seconds = Math.ceil(secondsToMissEvents(objective) / timeScale);
  return {
    alert: absentAlertName(objective),
    expr: `absent(${events(objective)})`,
    for: durationText(seconds),
    labels: { ...sloLabels(objective), ...alertLabels(objective, 'page') },
    annotations: {
      summary: `${objective.title}: no events are counted.`,
      description: `No series ${events(objective)} for ${durationText(seconds)}. An outage would stay undetected.`,
      runbook: 'docs/runbooks/metrics-pipeline.md#metrics-silent',
    },
  };
};

export const burnAlertRules = (objective: Objective, timing: Timing): readonly AlertRule[] => [
  ...burnAlerts(objective).map((alert) => burnAlertRule(objective, alert)),
  absentRule(objective, timing),
];

export const exhaustedRule = (objective: Objective): AlertRule => {
  const labels = sloLabels(objective);
  const badEvents = selector(badEventsSeries(minutesOfPeriod(objective)), labels);
  return {
    alert: exhaustedAlertName(objective),
    expr: [
      `${selector(periodBurnRateSeries, labels)} > 1`,
      'and',
      anyWindow(`${badEvents} >= ${objective.minBadEvents}`),
    ].join('\n'),
    labels: alertLabels(objective, 'ticket'),
    annotations: {
      summary: `${objective.title}: the error budget of ${objective.windowDays} days is used up.`,
      description:
        `{{ $value | humanize }} times as many events were bad as the objective allows: ` +
        `${objective.description} (${objective.target} % in ${objective.windowDays} days)`,
      runbook: `${objective.runbook}#budget-exhausted`,
    },
  };
};
