import { burnAlertName, burnAlerts } from '../../../../lib/slo/burn-alerts.ts';
import { errorBudget } from '../../../../lib/slo/decimal.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import type { Activation } from '../../alert-simulator/activations.ts';
import { type AlertRule, burnAlertRule, conditionHolds } from '../../alert-simulator/alert-rule.ts';
import { type EventHistory, eventHistory, perEvent } from '../../alert-simulator/event-history.ts';
import { type Incident, incidentSeconds, timedPhases } from '../../alert-simulator/incident.ts';
import { simulateRule } from '../../alert-simulator/simulate.ts';
import { secondsToMissEvents } from '../rules/absence.ts';
import { minutesOfPeriod } from '../rules/series.ts';
import { absentAlertName, exhaustedAlertName } from '../rules/slo-alerts.ts';
import { ratioOfRates } from './exact-traffic.ts';

/** When an alert fires over an incident, by the simulator. */
export interface AlertTimeline {
  readonly alert: string;
  readonly activations: readonly Activation[];
  /** Whether it does not depend on how Prometheus rounds. */
  readonly isCertain: boolean;
  /** Whether it is about what no job has. */
  readonly hasNoJob?: boolean;
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

const exhausted = (objective: Objective, incident: Incident, looking: Looking): AlertTimeline => {
  const rule = {
    windowsSeconds: [minutesOfPeriod(objective) * 60],
    threshold: errorBudget(objective.target),
    minBadEvents: objective.minBadEvents,
    forSeconds: 0,
  } as const;
  return timelineOf(exhaustedAlertName(objective), rule, incident, looking);
};

/** A gap is seen at the first evaluation that has its first missing sample. */
const absent = (
  objective: Objective,
  incident: Incident,
  { scrapeSeconds, evaluationSeconds }: Looking,
): AlertTimeline => {
  const evaluationFrom = (second: number) => Math.ceil(second / evaluationSeconds) * evaluationSeconds;
  const patience = evaluationFrom(secondsToMissEvents(objective));
  const activations = timedPhases(incident)
    .filter(({ series }) => series === 'none')
    .map(({ startsAt, endsAt }) => ({
      firesAt: evaluationFrom(startsAt + scrapeSeconds) + patience,
      clearsAt: evaluationFrom(endsAt + scrapeSeconds),
    }))
    .filter(({ firesAt, clearsAt }) => firesAt < clearsAt)
    .map(({ firesAt, clearsAt }) =>
      clearsAt > incidentSeconds(incident) ? { firesAt } : { firesAt, clearsAt },
    );
  return { alert: absentAlertName(objective), activations, isCertain: true, hasNoJob: true };
};

/**
 * What every alert of an objective does over an incident. Windows shorter than a scrape interval have no two samples,
 * and never an alert.
 */
export const alertTimelines = (
  objective: Objective,
  incident: Incident,
  looking: Looking,
): readonly AlertTimeline[] => [
  ...burnAlerts(objective)
    .filter(({ shortMinutes }) => shortMinutes * 60 >= looking.scrapeSeconds)
    .map((alert) => timelineOf(burnAlertName(objective, alert), burnAlertRule(alert), incident, looking)),
  absent(objective, incident, looking),
  exhausted(objective, incident, looking),
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
