import { severities, severityAlertName } from '../../../lib/slo/burn-alerts.ts';
import type { Objective } from '../../../lib/slo/objective.ts';
import { severityActivations } from '../alert-simulator/simulate.ts';
import { orderService, type SloId } from '../order-service-declaration.ts';
import type { AlertSpan } from './comparison.ts';
import type { EventRecord } from './event-record.ts';
import type { PrometheusRhythm } from './prometheus-rhythm.ts';
import { rehearsalTiming } from './rehearsal-timing.ts';
import { seenByScrapes } from './seen-history.ts';

export interface PredictionOptions {
  readonly record: EventRecord;
  readonly rhythm: PrometheusRhythm;
  /** From an event to its being counted. */
  readonly lagSeconds: number;
  readonly objectives?: readonly (Objective & { readonly id: SloId })[];
}

/** When the pages and tickets start and end by the simulator, given the answers of the customers and the times of scrapes and evaluations. */
export const predictedAlerts = ({
  record,
  rhythm,
  lagSeconds,
  objectives = Object.values(orderService.objectives),
}: PredictionOptions): readonly AlertSpan[] =>
  objectives.flatMap((objective) => {
    const history = seenByScrapes(record.events(objective.id), rhythm.scrapes, lagSeconds);
    const evaluations = rhythm.evaluations.get(objective.id) ?? [];
    return severities.flatMap((severity) =>
      severityActivations(objective, severity, history, evaluations, rehearsalTiming.timeScale).map(
        (activation) => ({ alert: severityAlertName(objective, severity), ...activation }),
      ),
    );
  });
