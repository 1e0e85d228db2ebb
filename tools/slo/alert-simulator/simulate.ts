import {
  type BurnAlert,
  burnAlerts,
  keepFiringMinutes,
  type Severity,
} from '../../../lib/slo/burn-alerts.ts';
import type { Objective } from '../../../lib/slo/objective.ts';
import { type Activation, activationsOf, activationsWhere } from './activations.ts';
import { type AlertRule, burnAlertRule, conditionHolds, onlyBadHolds } from './alert-rule.ts';
import { type EventHistory, eventHistory } from './event-history.ts';
import { type Incident, incidentSeconds } from './incident.ts';

export interface SimulationOptions {
  /** Seconds between two evaluations. */
  readonly stepSeconds: number;
  /** Second of the first evaluation; one step unless given. */
  readonly fromSeconds?: number;
  /** Second up to which is evaluated; the incident's end unless given. */
  readonly toSeconds?: number;
}

/** Activations of an alert, in seconds from the incident's beginning. `firesAt` and `clearsAt` are those of its first activation. */
export interface AlertRun extends Partial<Activation> {
  readonly alert: BurnAlert;
  readonly activations: readonly Activation[];
}

function* steps(stepSeconds: number, fromSeconds: number, toSeconds: number): Generator<number, void> {
  // A sum of steps such as 0.1 would drift.
  for (let step = 0; fromSeconds + step * stepSeconds <= toSeconds; step += 1) {
    yield fromSeconds + step * stepSeconds;
  }
}

/** The seconds at which alerts are evaluated over an incident. */
export const evaluationsOf = (
  incident: Incident,
  { stepSeconds, fromSeconds = stepSeconds, toSeconds = incidentSeconds(incident) }: SimulationOptions,
): Iterable<number> => steps(stepSeconds, fromSeconds, toSeconds);

/** When a rule fires and clears over an incident, in seconds from its beginning. */
export const simulateRule = (
  rule: AlertRule,
  incident: Incident,
  options: SimulationOptions,
): readonly Activation[] => activationsOf(rule, eventHistory(incident), evaluationsOf(incident, options));

type Judged = Pick<Objective, 'target' | 'windowDays' | 'minBadEvents' | 'trickleBadEvents'>;

/**
 * When the alert of a severity fires, given what is known of the events: while any of its pairs is over its threshold,
 * a page while all events are bad, too, and some minutes longer.
 * @param timeScale divisor of all windows.
 */
export const severityActivations = (
  objective: Judged,
  severity: Severity,
  history: EventHistory,
  evaluations: Iterable<number>,
  timeScale = 1,
): readonly Activation[] => {
  const rules = burnAlerts(objective)
    .filter((alert) => alert.severity === severity)
    .map(({ longMinutes, shortMinutes, ...alert }) =>
      burnAlertRule({
        ...alert,
        longMinutes: longMinutes / timeScale,
        shortMinutes: shortMinutes / timeScale,
      }),
    );
  const holds = (at: number): boolean =>
    rules.some((rule) => conditionHolds(rule, history, at)) ||
    (severity === 'page' && onlyBadHolds(history, at, timeScale));
  return activationsWhere(holds, evaluations, {
    keepFiringSeconds: (keepFiringMinutes[severity] * 60) / timeScale,
  });
};

const run = (alert: BurnAlert, incident: Incident, options: SimulationOptions): AlertRun => {
  const activations = simulateRule(burnAlertRule(alert), incident, options);
  return { alert, ...activations[0], activations };
};

/**
 * Course of the alerts of an objective, or of one alert, over an incident; they are evaluated at every step, and see every
 * event at once. The oracle of the rules and alarms that are generated.
 */
export const simulate = (
  judged: Judged | BurnAlert,
  incident: Incident,
  options: SimulationOptions,
): readonly AlertRun[] => {
  const alerts = 'threshold' in judged ? [judged] : burnAlerts(judged);
  return alerts.map((alert) => run(alert, incident, options));
};
