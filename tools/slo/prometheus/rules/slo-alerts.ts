import {
  burnAlerts,
  keepFiringMinutes,
  type Severity,
  severities,
  severityAlertName,
} from '../../../../lib/slo/burn-alerts.ts';
import { windowWords } from '../../../../lib/slo/durations.ts';
import type { AlertKind, Objective } from '../../../../lib/slo/objective.ts';
import { runbookUrl } from '../../order-service-declaration.ts';
import { secondsToMissEvents } from './absence.ts';
import { perStage } from './expressions.ts';
import type { AlertRule, Labels } from './rule.ts';
import { burningSeries, events, periodBurnRateSeries, selector, sloLabels } from './series.ts';
import { durationText, rangeText, type Timing } from './timing.ts';

type Identified = Pick<Objective, 'id'>;

export const absentAlertName = ({ id }: Identified, severity: Severity): string => `${id}-absent-${severity}`;

export const exhaustedAlertName = ({ id }: Identified): string => `${id}-budget-exhausted`;

const wanted = ({ alerts }: Objective, kind: AlertKind): boolean => alerts?.[kind]?.leaveOut !== true;

const alertLabels = (objective: Objective, severity: Severity, kind: AlertKind): Labels => ({
  sloth_severity: severity,
  severity,
  owner: objective.owner,
  ...objective.alerts?.[kind]?.labels,
});

const words = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** The alert of a severity fires while any of its pairs burns, and for some minutes longer. */
const severityRule = (objective: Objective, severity: Severity, { timeScale }: Timing): AlertRule => {
  const windows = burnAlerts(objective).flatMap((alert) =>
    alert.severity === severity ? [windowWords(alert.longMinutes)] : [],
  );
  return {
    alert: severityAlertName(objective, severity),
    expr: `max without (pair) (${selector(burningSeries, { ...sloLabels(objective), severity })})`,
    keepFiringFor: durationText((keepFiringMinutes[severity] * 60) / timeScale),
    labels: alertLabels(objective, severity, severity),
    annotations: {
      summary: `${objective.title}: the error budget burns too fast.`,
      description:
        `{{ $value | humanizePercentage }} of the events were bad over ${words.format(windows)}. ` +
        `The objective: ${objective.description} (${objective.target} % in ${objective.windowDays} days)`,
      runbook_url: runbookUrl(objective.runbook, severity),
    },
  };
};

/** Missing counters of a job that had them within a day, or of everybody. */
export const absentRule = (objective: Objective, severity: Severity, timing: Timing): AlertRule => {
  const seconds = Math.ceil(secondsToMissEvents(objective, severity) / timing.timeScale);
  const known = `max_over_time(${events(objective)}[${rangeText(1_440, timing)}])`;
  return {
    alert: absentAlertName(objective, severity),
    expr: [
      '(',
      `  max ${perStage} (${known})`,
      '  unless',
      `  max ${perStage} (${events(objective)})`,
      '  unless',
      `  max ${perStage} (up) == 0`,
      ')',
      'or',
      `absent(${known})`,
    ].join('\n'),
    for: durationText(seconds),
    labels: { ...sloLabels(objective), ...alertLabels(objective, severity, 'absent') },
    annotations: {
      summary: `${objective.title}: no events are counted.`,
      description: `No series ${events(objective)} for ${durationText(seconds)}. An outage would stay undetected.`,
      runbook_url: runbookUrl('docs/runbooks/metrics-pipeline.md', 'metrics-silent'),
    },
  };
};

export const burnAlertRules = (objective: Objective, timing: Timing): readonly AlertRule[] => [
  ...severities
    .filter((severity) => wanted(objective, severity))
    .map((severity) => severityRule(objective, severity, timing)),
  ...(wanted(objective, 'absent')
    ? severities.map((severity) => absentRule(objective, severity, timing))
    : []),
];

/** The alert on a budget that is used up; none where the declaration leaves it out. */
export const exhaustedRules = (objective: Objective): readonly AlertRule[] => {
  if (!wanted(objective, 'budget-exhausted')) return [];
  return [
    {
      alert: exhaustedAlertName(objective),
      expr: `${selector(periodBurnRateSeries, sloLabels(objective))} >= 1`,
      labels: alertLabels(objective, 'ticket', 'budget-exhausted'),
      annotations: {
        summary: `${objective.title}: the error budget of ${objective.windowDays} days is used up.`,
        description:
          `{{ $value | humanize }} times as many events were bad as the objective allows: ` +
          `${objective.description} (${objective.target} % in ${objective.windowDays} days)`,
        runbook_url: runbookUrl(objective.runbook, 'budget-exhausted'),
      },
    },
  ];
};
