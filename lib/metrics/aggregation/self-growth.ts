import { partsOfUnit } from '../../contract/metric-definition.ts';
import { bucketOf, cellId, seriesId } from '../exact-line.ts';
import { type MetricLabels, metrics } from '../../contract/metrics.ts';
import type { CellGrowth } from '../metrics-store.ts';

export type LineOutcome = MetricLabels<'order_service_metrics_lines_total'>['outcome'];

const linesMetric = metrics.order_service_metrics_lines_total;
const lagMetric = metrics.order_service_metrics_ingest_lag_seconds;
const lagSeries = seriesId(lagMetric, {});
const partsOfMs = partsOfUnit.seconds / 1_000;

/**
 * What the aggregator counts about lines. It goes into the totals beside what the lines say, in the same write.
 * @param lagsMs milliseconds from the printing of each readable line to its aggregation.
 */
export const selfGrowth = (
  outcomes: Readonly<Partial<Record<LineOutcome, number>>>,
  lagsMs: readonly number[],
): CellGrowth => {
  const growth: Record<string, number> = {};
  const add = (cell: string, by: number) => {
    if (by > 0) growth[cell] = (growth[cell] ?? 0) + by;
  };
  for (const [outcome, count] of Object.entries(outcomes)) add(seriesId(linesMetric, { outcome }), count);
  for (const lagMs of lagsMs) {
    const counted = Math.max(0, Math.round(lagMs * partsOfMs));
    add(cellId(lagSeries, bucketOf(lagMetric, counted)), 1);
    add(cellId(lagSeries, 'sum'), counted);
  }
  return growth;
};
