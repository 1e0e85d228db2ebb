import { burnRate, windowSeconds } from '../../../../lib/slo/budget.ts';
import {
  burnAlertName,
  burnAlerts,
  hasOneWindow,
  type Severity,
  severities,
} from '../../../../lib/slo/burn-alerts.ts';
import { windowText } from '../../../../lib/slo/durations.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import { severityActivations } from '../../alert-simulator/simulate.ts';
import { type EventsBetween, eventsBetween, historyOf, type MinuteEvents } from './minute-events.ts';
import {
  type BurnReading,
  burnReading,
  guardNotes,
  historyNotes,
  type SloStatus,
  type StatusReport,
  sloStatus,
} from './status-report.ts';

/** A pair of windows of an alert, and how near it is to its threshold. */
export interface AlertPair {
  readonly name: string;
  readonly severity: Severity;
  /** Burn rate that every window has to exceed. */
  readonly threshold: number;
  /** The long window, then the short one if there is one. */
  readonly burnRates: readonly BurnReading[];
  /** Bad events in the long window, and how many there have to be. */
  readonly badEvents: number;
  readonly minBadEvents: number;
  /** Whether the pair is over its threshold. */
  readonly isOver: boolean;
}

export interface ObjectiveReport extends SloStatus {
  readonly title: string;
  readonly description: string;
  readonly windowDays: number;
  /** Path from the project's root. */
  readonly runbook: string;
  readonly alerts: readonly AlertPair[];
  /** The last hour; minutes without an event are absent. */
  readonly minutes: readonly MinuteEvents[];
}

/** How the objectives of the local run stand, for people who look at one page. */
export interface ObjectivesReport extends StatusReport {
  /** Source of the alerts. */
  readonly alertsFrom: string;
  readonly slos: readonly ObjectiveReport[];
}

export interface ObjectivesSources {
  readonly source: string;
  /** Judged events of an objective, in order of time. */
  readonly minutesOf: (slo: string) => readonly MinuteEvents[];
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Alerts of a Prometheus server that fire; by the rules' own arithmetic unless given. */
  readonly fired?: { readonly from: string; readonly severitiesOf: (slo: string) => readonly Severity[] };
}

const shownMinutes = 60;

const pairsOf = (objective: Objective, between: EventsBetween, end: number): readonly AlertPair[] =>
  burnAlerts(objective).map((alert) => {
    const { severity, factor, longMinutes, shortMinutes, minBadEvents } = alert;
    const windows = hasOneWindow(alert) ? [longMinutes] : [longMinutes, shortMinutes];
    const threshold = Number(factor);
    const counts = windows.map((minutes) => between(end - minutes, end));
    const badEvents = counts[0]?.bad ?? 0;
    return {
      name: burnAlertName(objective, alert),
      severity,
      threshold,
      burnRates: windows.map((minutes) =>
        burnReading(objective, windowText(minutes), between(end - minutes, end)),
      ),
      badEvents,
      minBadEvents,
      isOver: badEvents >= minBadEvents && counts.every((count) => burnRate(objective, count) > threshold),
    };
  });

function* minutesUpTo(first: number, end: number): Generator<number, void> {
  for (let minute = first + 1; minute <= end; minute += 1) yield minute * 60;
}

/** The alerts that fire now, evaluated each minute as the rules are. */
const firingNow = (
  objective: Objective,
  minutes: readonly MinuteEvents[],
  end: number,
): readonly Severity[] => {
  const [{ minute: first } = { minute: end }] = minutes;
  const history = historyOf(eventsBetween(minutes));
  return severities.filter((severity) => {
    const last = severityActivations(objective, severity, history, minutesUpTo(first, end)).at(-1);
    return last !== undefined && last.clearsAt === undefined;
  });
};

const longWindows = (objective: Objective): readonly number[] =>
  [...new Set(burnAlerts(objective).map(({ longMinutes }) => longMinutes))].sort((one, other) => one - other);

/** How objectives stand by events that were counted by the minute. The minute that has begun counts. */
export const objectivesReport = (
  objectives: readonly Objective[],
  { source, minutesOf, now, fired }: ObjectivesSources,
): ObjectivesReport => {
  const end = Math.floor(now / 60_000) + 1;
  const histories = new Map<string, number>();
  const slos = objectives.map((objective): ObjectiveReport => {
    const { id, title, description, windowDays, runbook } = objective;
    const minutes = minutesOf(id);
    const between = eventsBetween(minutes);
    const historySeconds = Math.min(windowSeconds(objective), (end - (minutes[0]?.minute ?? end)) * 60);
    histories.set(id, historySeconds);
    return {
      ...sloStatus(objective, {
        counts: between(end - windowSeconds(objective) / 60, end),
        historySeconds,
        burnRates: longWindows(objective).map((window) =>
          burnReading(objective, windowText(window), between(end - window, end)),
        ),
        firing: fired?.severitiesOf(id) ?? firingNow(objective, minutes, end),
      }),
      title,
      description,
      windowDays,
      runbook,
      alerts: pairsOf(objective, between, end),
      minutes: minutes.filter(({ minute }) => minute >= end - shownMinutes),
    };
  });
  return {
    source,
    period: 'over the window of each objective',
    alertsFrom: fired?.from ?? "the rules' own arithmetic",
    slos,
    notes: [
      ...objectives.flatMap((objective) => historyNotes(objective, histories.get(objective.id) ?? 0)),
      ...guardNotes(objectives, slos),
    ],
  };
};
