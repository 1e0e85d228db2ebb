import { Tags } from 'aws-cdk-lib';
import type { Alarm, AlarmBase, CompositeAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import {
  AlarmRule,
  AlarmState,
  ComparisonOperator,
  type IMetric,
  MathExpression,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { SloId } from '../../lib/contract/slos.ts';
import {
  type BurnAlert,
  burnAlertName,
  burnAlerts,
  hasOneWindow,
  onlyBadMinutes,
  onlyBadName,
  type Severity,
} from '../../lib/slo/burn-alerts.ts';
import { windowWords } from '../../lib/slo/durations.ts';
import type { AlertKind, Objective } from '../../lib/slo/objective.ts';
import type { AlarmBoard } from './alarm-board.ts';
import { objectiveSection } from './runbook.ts';
import { budgetLeft, sloEvents } from './slo-events.ts';

/** An objective of the contract. */
export type ServiceObjective = Objective & { readonly id: SloId };

/** The alarms of an objective; one that the declaration leaves out is absent. */
export interface SloAlarms {
  readonly page?: CompositeAlarm;
  readonly ticket?: CompositeAlarm;
  readonly budgetExhausted?: Alarm;
}

const over = { comparison: ComparisonOperator.GREATER_THAN_THRESHOLD, breaching: 1 } as const;

/**
 * How many of its last short windows a pair looks at; one of them over the threshold is enough. At a few requests an hour
 * every second one may be bad, one in each window of a page; a ticket's windows have more of them.
 */
const shortWindows: Readonly<Record<Severity, number>> = { page: 2, ticket: 1 };

/** The share of bad events, which counts as 0 while there are fewer than `atLeast` of them. */
const guardedShare = (id: SloId, minutes: number, atLeast: number): IMetric => {
  const { bad, badShare } = sloEvents(id, minutes);
  // Without bad events the share is 0 anyway, and CloudWatch charges for each metric of an alarm.
  if (atLeast <= 1) return badShare;
  return new MathExpression({
    expression: `IF(bad >= ${atLeast}, share, 0)`,
    usingMetrics: { bad, share: badShare },
    period: badShare.period,
    label: `bad events over ${windowWords(minutes)}`,
  });
};

/** An alarm on the share of bad events. */
const addRatioAlarm = (
  board: AlarmBoard,
  objective: ServiceObjective,
  {
    minutes,
    atLeast,
    threshold,
    windows = 1,
    // No event is no bad event; the alarms of the metrics pipeline report missing counts.
    missing = TreatMissingData.NOT_BREACHING,
    ...described
  }: {
    readonly id: string;
    readonly meaning: string;
    readonly anchor: Severity;
    readonly minutes: number;
    readonly atLeast: number;
    readonly threshold: string;
    readonly windows?: number;
    readonly missing?: TreatMissingData;
  },
): Alarm => {
  const { anchor, ...texts } = described;
  return board.add({
    ...texts,
    ...over,
    of: windows,
    runbook: objectiveSection(objective, anchor),
    metric: guardedShare(objective.id, minutes, atLeast),
    threshold: Number(threshold),
    missing,
  });
};

const inAlarm = (alarm: AlarmBase) => AlarmRule.fromAlarm(alarm, AlarmState.ALARM);

/** The alarms on long windows of an objective, by what they look at. */
type LongWindows = Map<string, Alarm>;

/** Both windows of a pair over their threshold, or its only one. Pairs whose long windows are the same share its alarm. */
const addPair = (
  board: AlarmBoard,
  objective: ServiceObjective,
  alert: BurnAlert,
  longWindows: LongWindows,
) => {
  const { severity: anchor, threshold, factor, longMinutes, shortMinutes, minBadEvents } = alert;
  const window = (
    name: string,
    minutes: number,
    atLeast: number,
    rest: { readonly windows?: number; readonly missing?: TreatMissingData } = {},
  ) =>
    addRatioAlarm(board, objective, {
      ...rest,
      id: `${burnAlertName(objective, alert)}-${name}`,
      meaning: `${objective.title}: over ${windowWords(minutes)}, the burn rate exceeds ${factor}: the budget of ${objective.windowDays} days is used up ${factor} times too fast.`,
      anchor,
      minutes,
      atLeast,
      threshold,
    });
  const watched = `${threshold} of ${longMinutes} minutes, at least ${minBadEvents}`;
  const long = longWindows.get(watched) ?? window('long', longMinutes, minBadEvents);
  longWindows.set(watched, long);
  if (hasOneWindow(alert)) return inAlarm(long);
  return AlarmRule.allOf(
    long,
    // The short window only shows whether the burn continues: a guard here would ignore the last bad event of a night.
    // Without an event it shows nothing, and an alarm that ended between two requests would start again with each.
    window('short', shortMinutes, 1, { windows: shortWindows[anchor], missing: TreatMissingData.IGNORE }),
  );
};

/** Both halves of a day with bad events only, however few. */
const addOnlyBad = (board: AlarmBoard, objective: ServiceObjective): Alarm =>
  board.add({
    id: onlyBadName(objective),
    meaning: `${objective.title}: all events of both halves of the last day were bad.`,
    runbook: objectiveSection(objective, 'page'),
    metric: sloEvents(objective.id, onlyBadMinutes).badShare,
    comparison: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 1,
    breaching: 2,
    of: 2,
    missing: TreatMissingData.NOT_BREACHING,
  });

const anyPairOf = (
  board: AlarmBoard,
  objective: ServiceObjective,
  severity: Severity,
  longWindows: LongWindows,
) => {
  const alerts = burnAlerts(objective).filter((alert) => alert.severity === severity);
  return AlarmRule.anyOf(
    ...alerts.map((alert) => addPair(board, objective, alert, longWindows)),
    ...(severity === 'page' ? [inAlarm(addOnlyBad(board, objective))] : []),
  );
};

const shortWindowSeconds = (objective: ServiceObjective, severity: Severity): number => {
  const alerts = burnAlerts(objective).filter((alert) => alert.severity === severity);
  return 60 * Math.max(...alerts.map(({ shortMinutes }) => shortMinutes));
};

const addPage = (
  board: AlarmBoard,
  objective: ServiceObjective,
  blind: AlarmBase,
  longWindows: LongWindows,
): CompositeAlarm =>
  board.compose({
    id: `${objective.id}-page`,
    severity: 'page',
    meaning: `${objective.description} The error budget of ${objective.windowDays} days burns so fast that it needs action now.`,
    runbook: objectiveSection(objective, 'page'),
    rule: anyPairOf(board, objective, 'page', longWindows),
    // Blindness builds up over a quarter of an hour; to wait for it would only make every page late.
    suppression: { by: blind, waitSeconds: 10, extensionSeconds: 300 },
  });

/**
 * A composite of page and blindness as its suppressor would cost half a dollar a month. Blindness alone does not need it: without
 * events no ticket begins, and those of hours and days outweigh the few that are judged while it lasts.
 */
const addTicket = (
  board: AlarmBoard,
  objective: ServiceObjective,
  suppressor: AlarmBase,
  longWindows: LongWindows,
): CompositeAlarm =>
  board.compose({
    id: `${objective.id}-ticket`,
    severity: 'ticket',
    meaning: `${objective.description} At this rate, the error budget of ${objective.windowDays} days will not last.`,
    runbook: objectiveSection(objective, 'ticket'),
    rule: anyPairOf(board, objective, 'ticket', longWindows),
    suppression: {
      by: suppressor,
      waitSeconds: 120,
      // The short windows of the ticket still contain the incident of the page.
      extensionSeconds: shortWindowSeconds(objective, 'ticket'),
    },
  });

/** The budget as it is measured every hour over the whole window, by the rule of the Prometheus alert of this name. */
const addBudgetExhausted = (board: AlarmBoard, objective: ServiceObjective): Alarm =>
  board.add({
    id: `${objective.id}-budget-exhausted`,
    severity: 'ticket',
    meaning: `${objective.title}: the error budget of ${objective.windowDays} days is used up.`,
    runbook: objectiveSection(objective, 'budget-exhausted'),
    metric: budgetLeft(objective.id),
    comparison: ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
    threshold: 0,
    breaching: 1,
    of: 1,
    // A budget that is not measured is as it was; failures of the job have an alarm of their own.
    missing: TreatMissingData.IGNORE,
  });

/**
 * An objective's alarms: a page and a ticket, each from pairs of windows, and one for a budget that is gone.
 * @param blind is in alarm while the metrics cannot be trusted.
 */
export const addSloAlarms = (board: AlarmBoard, objective: ServiceObjective, blind: AlarmBase): SloAlarms => {
  /** An alarm as the declaration has it: left out, or with its labels as tags. */
  const declared = <A extends AlarmBase>(kind: AlertKind, add: () => A): A | undefined => {
    const { leaveOut, labels = {} } = objective.alerts?.[kind] ?? {};
    if (leaveOut) return undefined;
    const alarm = add();
    for (const [name, value] of Object.entries(labels)) Tags.of(alarm).add(name, value);
    return alarm;
  };
  const longWindows: LongWindows = new Map();
  const page = declared('page', () => addPage(board, objective, blind, longWindows));
  const ticket = declared('ticket', () => addTicket(board, objective, page ?? blind, longWindows));
  const budgetExhausted = declared('budget-exhausted', () => addBudgetExhausted(board, objective));
  return { ...(page && { page }), ...(ticket && { ticket }), ...(budgetExhausted && { budgetExhausted }) };
};
