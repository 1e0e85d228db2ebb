import { burnAlertName, burnAlerts } from '../../../lib/slo/burn-alerts.ts';
import type { Objective } from '../../../lib/slo/objective.ts';
import { activationsOf } from '../alert-simulator/activations.ts';
import { burnAlertRule } from '../alert-simulator/alert-rule.ts';
import { orderService, type SloId } from '../order-service-declaration.ts';
import type { AlertSpan } from './comparison.ts';
import type { EventRecord } from './event-record.ts';
import type { PrometheusRhythm } from './prometheus-rhythm.ts';
import { rehearsalAlerts } from './rehearsal-timing.ts';
import { seenByScrapes } from './seen-history.ts';

export interface PredictionOptions {
  readonly record: EventRecord;
  readonly rhythm: PrometheusRhythm;
  /** From an event to its being counted. */
  readonly lagSeconds: number;
  readonly objectives?: readonly (Objective & { readonly id: SloId })[];
}

/** When the burn alerts fire by the simulator, given the answers of the customers and the times of scrapes and evaluations. */
export const predictedAlerts = ({
  record,
  rhythm,
  lagSeconds,
  objectives = Object.values(orderService.objectives),
}: PredictionOptions): readonly AlertSpan[] =>
  objectives.flatMap((objective) => {
    const history = seenByScrapes(record.events(objective.id), rhythm.scrapes, lagSeconds);
    const evaluations = rhythm.evaluations.get(objective.id) ?? [];
    const names = burnAlerts(objective).map((alert) => burnAlertName(objective, alert));
    return rehearsalAlerts(objective).flatMap((alert, position) =>
      activationsOf(burnAlertRule(alert), history, evaluations).map((activation) => ({
        alert: names[position] ?? '',
        ...activation,
      })),
    );
  });
