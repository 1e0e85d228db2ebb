import { type EventCounts, remainingBudget, windowSeconds } from '../../../../lib/slo/budget.ts';
import {
  burnAlertName,
  burnAlerts,
  onlyBadName,
  type Severity,
  severities,
  severityAlertName,
} from '../../../../lib/slo/burn-alerts.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import { type Activation, activationsWhere } from '../../alert-simulator/activations.ts';
import {
  type AlertRule,
  burnAlertRule,
  conditionHolds,
  onlyBadHolds,
} from '../../alert-simulator/alert-rule.ts';
import { type EventHistory, eventHistory, perEvent } from '../../alert-simulator/event-history.ts';
import { type Incident, incidentSeconds, timedPhases } from '../../alert-simulator/incident.ts';
import { evaluationsOf, severityActivations, simulateRule } from '../../alert-simulator/simulate.ts';
import { secondsToMissEvents } from '../rules/absence.ts';
import { absentAlertName, exhaustedAlertName } from '../rules/slo-alerts.ts';
import { ratioOfRates } from './exact-traffic.ts';
import { historyAt } from './recordings-test.ts';

/** When an alert, or a pair of windows, fires over an incident, by the simulator. */
export interface AlertTimeline {
  readonly alert: string;
  readonly activations: readonly Activation[];
  /** Whether it does not depend on how Prometheus rounds. */
  readonly isCertain: boolean;
}

export interface Looking {
  readonly scrapeSeconds: number;
  /** A multiple of the scrape interval. */
  readonly evaluationSeconds: number;
  /** Second after which it is looked at; all of it unless given. */
  readonly afterSeconds?: number;
}

const simulationOptions = ({ evaluationSeconds, afterSeconds = 0 }: Looking) => ({
  stepSeconds: evaluationSeconds,
  fromSeconds: afterSeconds + evaluationSeconds,
});

const timelineOf = (alert: string, rule: AlertRule, incident: Incident, looking: Looking): AlertTimeline => {
  const options = simulationOptions(looking);
  return {
    alert,
    activations: simulateRule(rule, incident, options),
    isCertain: isCertain(rule, incident, options),
  };
};

const eventsIn = (history: EventHistory, from: number, to: number): EventCounts => {
  const { good, bad } = history(from, to);
  return { good: good / perEvent, bad: bad / perEvent };
};

/** Half of a hundred-millionth is more than doubles round away, and less than any incident here comes near to. */
const rounding = 5e-9;

/** Times of the alert on an exhausted budget over an incident. */
export const exhaustedTimeline = (
  objective: Objective,
  incident: Incident,
  looking: Looking,
): AlertTimeline => {
  const history = eventHistory(incident);
  const evaluations = [...evaluationsOf(incident, simulationOptions(looking))];
  const window = windowSeconds(objective);
  const left = (at: number): number => {
    const counts = eventsIn(history, at - window, at);
    return remainingBudget(objective, counts, historyAt(objective, at));
  };
  return {
    alert: exhaustedAlertName(objective),
    activations: activationsWhere((at) => left(at) <= 0, evaluations),
    isCertain: evaluations.every((at) => Math.abs(left(at)) > rounding),
  };
};

/** The alert of a severity, by its pairs. */
const ofSeverity = (
  objective: Objective,
  severity: Severity,
  incident: Incident,
  looking: Looking,
): AlertTimeline => {
  const options = simulationOptions(looking);
  return {
    alert: severityAlertName(objective, severity),
    activations: severityActivations(
      objective,
      severity,
      eventHistory(incident),
      evaluationsOf(incident, options),
    ),
    isCertain: burnAlerts(objective)
      .filter((alert) => alert.severity === severity)
      .every((alert) => isCertain(burnAlertRule(alert), incident, options)),
  };
};

/** A gap is seen at the first evaluation that has its first missing sample. */
const absent = (
  objective: Objective,
  severity: Severity,
  incident: Incident,
  { scrapeSeconds, evaluationSeconds }: Looking,
): AlertTimeline => {
  const evaluationFrom = (second: number) => Math.ceil(second / evaluationSeconds) * evaluationSeconds;
  const patience = evaluationFrom(secondsToMissEvents(objective, severity));
  const activations = timedPhases(incident)
    .filter(({ series }) => series === 'none')
    .map(({ startsAt, endsAt }) => ({
      firesAt: evaluationFrom(startsAt + scrapeSeconds) + patience,
      // What was there a day ago is missed, what was there before no longer.
      clearsAt: evaluationFrom(Math.min(endsAt, startsAt + 86_400) + scrapeSeconds),
    }))
    .filter(({ firesAt, clearsAt }) => firesAt < clearsAt)
    .map(({ firesAt, clearsAt }) =>
      clearsAt > incidentSeconds(incident) ? { firesAt } : { firesAt, clearsAt },
    );
  return { alert: absentAlertName(objective, severity), activations, isCertain: true };
};

/** Times of the pairs of an objective over an incident. */
export const pairTimelines = (
  objective: Objective,
  incident: Incident,
  looking: Looking,
): readonly AlertTimeline[] => [
  ...burnAlerts(objective).map((alert) =>
    timelineOf(burnAlertName(objective, alert), burnAlertRule(alert), incident, looking),
  ),
  {
    alert: onlyBadName(objective),
    activations: activationsWhere(
      (at) => onlyBadHolds(eventHistory(incident), at),
      evaluationsOf(incident, simulationOptions(looking)),
    ),
    isCertain: true,
  },
];

/** Times of every alert of an objective over an incident. */
export const alertTimelines = (
  objective: Objective,
  incident: Incident,
  looking: Looking,
): readonly AlertTimeline[] => [
  ...severities.flatMap((severity) => [
    ofSeverity(objective, severity, incident, looking),
    absent(objective, severity, incident, looking),
  ]),
  exhaustedTimeline(objective, incident, looking),
];

/** The condition of a rule as it comes out of the rates of Prometheus, which are doubles. */
const holdsInDoubles = (rule: AlertRule, history: EventHistory, at: number): boolean =>
  history(at - rule.windowsSeconds[0], at).bad >= rule.minBadEvents * perEvent &&
  rule.windowsSeconds.every((window) => {
    const { good, bad } = history(at - window, at);
    return ratioOfRates(bad / perEvent, good / perEvent, window) > Number(rule.threshold);
  });

/**
 * Whether a rule does over an incident what the simulator says, although Prometheus rounds: a ratio at the threshold
 * can come out over it.
 */
export const isCertain = (
  rule: AlertRule,
  incident: Incident,
  { fromSeconds, stepSeconds }: { readonly fromSeconds: number; readonly stepSeconds: number },
): boolean => {
  const history = eventHistory(incident);
  for (let at = fromSeconds; at <= incidentSeconds(incident); at += stepSeconds) {
    if (holdsInDoubles(rule, history, at) !== conditionHolds(rule, history, at)) return false;
  }
  return true;
};
