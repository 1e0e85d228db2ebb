import { type AlertRule, burnAlertRule, conditionHolds } from './alert-rule.ts';
import { type BurnAlert, burnAlerts } from './burn-alerts.ts';
import { eventHistory } from './event-history.ts';
import { type Incident, incidentSeconds } from './incident.ts';
import type { Objective } from './objective.ts';

/** Once that an alert fired; without `clearsAt` it still fires when the incident's time is over. */
export interface Activation {
  /** Seconds from the incident's beginning. */
  readonly firesAt: number;
  readonly clearsAt?: number;
}

export interface SimulationOptions {
  /** Seconds between two evaluations. */
  readonly stepSeconds: number;
  /** Second of the first evaluation; one step unless given. */
  readonly fromSeconds?: number;
  /** Second up to which is evaluated; the incident's end unless given. */
  readonly toSeconds?: number;
}

/** What an alert did. `firesAt` and `clearsAt` are those of its first activation. */
export interface AlertRun extends Partial<Activation> {
  readonly alert: BurnAlert;
  readonly activations: readonly Activation[];
}

/** When a rule fires and clears over an incident. */
export const simulateRule = (
  rule: AlertRule,
  incident: Incident,
  { stepSeconds, fromSeconds = stepSeconds, toSeconds = incidentSeconds(incident) }: SimulationOptions,
): readonly Activation[] => {
  const history = eventHistory(incident);
  const activations: Activation[] = [];
  let holdsSince: number | undefined;
  let firesAt: number | undefined;
  // A sum of steps such as 0.1 would drift.
  for (let step = 0; fromSeconds + step * stepSeconds <= toSeconds; step += 1) {
    const at = fromSeconds + step * stepSeconds;
    if (conditionHolds(rule, history, at)) {
      holdsSince ??= at;
      if (at - holdsSince >= rule.forSeconds) firesAt ??= at;
    } else {
      if (firesAt !== undefined) activations.push({ firesAt, clearsAt: at });
      holdsSince = undefined;
      firesAt = undefined;
    }
  }
  return firesAt === undefined ? activations : [...activations, { firesAt }];
};

const run = (alert: BurnAlert, incident: Incident, options: SimulationOptions): AlertRun => {
  const activations = simulateRule(burnAlertRule(alert), incident, options);
  return { alert, ...activations[0], activations };
};

/**
 * What the alerts of an objective, or one alert, do over an incident when they are evaluated at every step and see every
 * event at once. The oracle of the rules and alarms that are generated.
 */
export const simulate = (
  judged: Pick<Objective, 'target' | 'windowDays' | 'minBadEvents'> | BurnAlert,
  incident: Incident,
  options: SimulationOptions,
): readonly AlertRun[] => {
  const alerts = 'threshold' in judged ? [judged] : burnAlerts(judged);
  return alerts.map((alert) => run(alert, incident, options));
};
