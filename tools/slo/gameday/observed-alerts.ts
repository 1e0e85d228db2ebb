import { activationsWhere } from '../alert-simulator/activations.ts';
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

/**
 * When the burn alerts fired in a real Prometheus.
 * @param epoch when the game day began, in seconds since 1970.
 */
export const observedAlerts = async (
  url: string,
  epoch: number,
  { evaluations }: PrometheusRhythm,
): Promise<readonly AlertSpan[]> => {
  const series = await observedSeries(url, 'ALERTS{alertstate="firing",long!=""}', epoch);
  return series.flatMap(({ labels, points }) =>
    spansOf(
      labels['alertname'] ?? '',
      new Set(points.map(({ at }) => at)),
      evaluations.get(labels['sloth_slo'] ?? '') ?? [],
    ),
  );
};
