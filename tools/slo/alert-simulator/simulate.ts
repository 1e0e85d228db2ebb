import { type BurnAlert, burnAlerts } from '../../../lib/slo/burn-alerts.ts';
import type { Objective } from '../../../lib/slo/objective.ts';
import { type Activation, activationsOf } from './activations.ts';
import { type AlertRule, burnAlertRule } from './alert-rule.ts';
import { eventHistory } from './event-history.ts';
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

/** When a rule fires and clears over an incident, in seconds from its beginning. */
export const simulateRule = (
  rule: AlertRule,
  incident: Incident,
  { stepSeconds, fromSeconds = stepSeconds, toSeconds = incidentSeconds(incident) }: SimulationOptions,
): readonly Activation[] =>
  activationsOf(rule, eventHistory(incident), steps(stepSeconds, fromSeconds, toSeconds));

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
