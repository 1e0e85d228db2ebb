import type { Alarm, AlarmBase, CompositeAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { AlarmRule, AlarmState, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { SloId } from '../../lib/contract/slos.ts';
import { type BurnAlert, burnAlertName, burnAlerts, type Severity } from '../../lib/slo/burn-alerts.ts';
import { dividedBy, errorBudget, times } from '../../lib/slo/decimal.ts';
import { windowWords } from '../../lib/slo/durations.ts';
import type { Objective } from '../../lib/slo/objective.ts';
import type { AlarmBoard } from './alarm-board.ts';
import { objectiveSection } from './runbook.ts';
import { sloMath } from './slo-events.ts';

/** An objective of the contract. */
export type ServiceObjective = Objective & { readonly id: SloId };

export interface SloAlarms {
  readonly page: CompositeAlarm;
  readonly ticket: CompositeAlarm;
  readonly budgetExhausted: Alarm;
}

/** CloudWatch looks back 7 days at most. */
const longestWindowDays = 7;

const over = { comparison: ComparisonOperator.GREATER_THAN_THRESHOLD, breaching: 1, of: 1 } as const;

/** An alarm on the ratio of bad events, which is 0 while there are fewer than `atLeast` of them. */
const addRatioAlarm = (
  board: AlarmBoard,
  objective: ServiceObjective,
  {
    minutes,
    atLeast,
    threshold,
    ...described
  }: {
    readonly id: string;
    readonly meaning: string;
    readonly anchor: Severity | 'budget-exhausted';
    readonly minutes: number;
    readonly atLeast: number;
    readonly threshold: string;
    readonly severity?: Severity;
  },
): Alarm => {
  const { anchor, ...texts } = described;
  return board.add({
    ...texts,
    ...over,
    runbook: objectiveSection(objective, anchor),
    metric: sloMath(
      objective.id,
      minutes,
      (good, bad) => `IF(${bad} >= ${atLeast}, ${bad} / (${good} + ${bad}), 0)`,
      { label: `bad events over ${windowWords(minutes)}` },
    ),
    threshold: Number(threshold),
    // No event is no bad event; that nothing is counted at all is for the metrics' own alarms to say.
    missing: TreatMissingData.NOT_BREACHING,
  });
};

/** Both windows of a pair over their threshold. */
const addPair = (board: AlarmBoard, objective: ServiceObjective, alert: BurnAlert) => {
  const { severity: anchor, threshold, factor, longMinutes, shortMinutes, minBadEvents } = alert;
  const window = (name: string, minutes: number, atLeast: number) =>
    addRatioAlarm(board, objective, {
      id: `${burnAlertName(objective, alert)}-${name}`,
      meaning: `${objective.title}: over ${windowWords(minutes)}, the budget burns at more than ${factor} times the rate that would last ${objective.windowDays} days.`,
      anchor,
      minutes,
      atLeast,
      threshold,
    });
  return AlarmRule.allOf(
    window('long', longMinutes, minBadEvents),
    // The short window says only whether it still goes on: a guard here would silence a night's last bad event.
    window('short', shortMinutes, 1),
  );
};

const anyPairOf = (board: AlarmBoard, objective: ServiceObjective, severity: Severity) => {
  const alerts = burnAlerts(objective).filter((alert) => alert.severity === severity);
  return AlarmRule.anyOf(...alerts.map((alert) => addPair(board, objective, alert)));
};

const inAlarm = (alarm: AlarmBase) => AlarmRule.fromAlarm(alarm, AlarmState.ALARM);

const shortWindowSeconds = (objective: ServiceObjective, severity: Severity): number => {
  const alerts = burnAlerts(objective).filter((alert) => alert.severity === severity);
  return 60 * Math.max(...alerts.map(({ shortMinutes }) => shortMinutes));
};

const addPage = (board: AlarmBoard, objective: ServiceObjective, blind: AlarmBase): CompositeAlarm =>
  board.compose({
    id: `${objective.id}-page`,
    severity: 'page',
    meaning: `${objective.description} The budget of ${objective.windowDays} days burns so fast that immediate action is needed.`,
    runbook: objectiveSection(objective, 'page'),
    rule: anyPairOf(board, objective, 'page'),
    // Blindness builds up over a quarter of an hour; to wait for it would only make every page late.
    suppression: { by: blind, waitSeconds: 10, extensionSeconds: 300 },
  });

const addTicket = (
  board: AlarmBoard,
  objective: ServiceObjective,
  page: CompositeAlarm,
  blind: AlarmBase,
): CompositeAlarm => {
  const quiet = board.compose({
    id: `${objective.id}-quiet`,
    meaning: `${objective.title}: the page is on, or the metrics are blind; the ticket is suppressed.`,
    runbook: objectiveSection(objective, 'ticket'),
    rule: AlarmRule.anyOf(inAlarm(page), inAlarm(blind)),
  });
  return board.compose({
    id: `${objective.id}-ticket`,
    severity: 'ticket',
    meaning: `${objective.description} The budget of ${objective.windowDays} days will not last at this rate.`,
    runbook: objectiveSection(objective, 'ticket'),
    rule: anyPairOf(board, objective, 'ticket'),
    suppression: {
      by: quiet,
      waitSeconds: 120,
      // As long as the short windows remember what somebody was paged for.
      extensionSeconds: shortWindowSeconds(objective, 'ticket'),
    },
  });
};

const addBudgetExhausted = (board: AlarmBoard, objective: ServiceObjective): Alarm => {
  const days = Math.min(longestWindowDays, objective.windowDays);
  const share = times(errorBudget(objective.target), String(objective.windowDays));
  return addRatioAlarm(board, objective, {
    id: `${objective.id}-budget-exhausted`,
    severity: 'ticket',
    meaning: `${objective.title}: the last ${days} days alone have used up the budget of ${objective.windowDays} days (CloudWatch alarms look back no further; the dashboard has the exact figure).`,
    anchor: 'budget-exhausted',
    minutes: days * 1_440,
    atLeast: objective.minBadEvents,
    threshold: dividedBy(share, String(days), 6),
  });
};

/**
 * An objective's alarms: a page and a ticket, each from pairs of windows, and one for a budget that is gone.
 * @param blind is in alarm while the metrics cannot be trusted.
 */
export const addSloAlarms = (board: AlarmBoard, objective: ServiceObjective, blind: AlarmBase): SloAlarms => {
  const page = addPage(board, objective, blind);
  return {
    page,
    ticket: addTicket(board, objective, page, blind),
    budgetExhausted: addBudgetExhausted(board, objective),
  };
};
