import { severities, severityAlertName } from '../../../lib/slo/burn-alerts.ts';
import { activationsWhere } from '../alert-simulator/activations.ts';
import { orderService } from '../order-service-declaration.ts';
import type { AlertSpan } from './comparison.ts';
import { observedSeries } from './observed-series.ts';
import type { PrometheusRhythm } from './prometheus-rhythm.ts';

/** The stretches of evaluations at which an alert fired; each ends at the first at which it did not. */
export const spansOf = (
  alert: string,
  firingAt: ReadonlySet<number>,
  evaluations: readonly number[],
): readonly AlertSpan[] =>
  activationsWhere((at) => firingAt.has(at), evaluations).map((activation) => ({ alert, ...activation }));

const names = Object.values(orderService.objectives).flatMap((objective) =>
  severities.map((severity) => severityAlertName(objective, severity)),
);

/**
 * When the pages and tickets fired in a real Prometheus.
 * @param epoch when the game day began, in seconds since 1970.
 */
export const observedAlerts = async (
  url: string,
  epoch: number,
  { evaluations }: PrometheusRhythm,
): Promise<readonly AlertSpan[]> => {
  const series = await observedSeries(
    url,
    `ALERTS{alertstate="firing",alertname=~"${names.join('|')}"}`,
    epoch,
  );
  return series.flatMap(({ labels, points }) =>
    spansOf(
      labels['alertname'] ?? '',
      new Set(points.map(({ at }) => at)),
      evaluations.get(labels['sloth_slo'] ?? '') ?? [],
    ),
  );
};
