import type { ContextLogger } from '../../platform/logging/context-logger.ts';
import { logEvents } from '../../platform/logging/log-events.ts';
import type { AggregationTelemetry } from '../aggregator.ts';
import type { MetricsRecorder } from '../recorder.ts';

/**
 * Tells CloudWatch how the aggregator is doing: what became of a batch's lines, and its greatest lag. In the
 * totals every line has its own lag.
 */
export const createAggregationTelemetry = (
  logger: Pick<ContextLogger, 'warn'>,
  metrics: MetricsRecorder,
): AggregationTelemetry => ({
  aggregated({ greatestLagMs, ...outcomes }) {
    for (const outcome of ['ingested', 'duplicate', 'malformed', 'expired'] as const) {
      if (outcomes[outcome] > 0) {
        metrics.increment('order_service_metrics_lines_total', { outcome }, outcomes[outcome]);
      }
    }
    metrics.observe('order_service_metrics_ingest_lag_seconds', {}, greatestLagMs / 1_000);
  },
  extrasLost(reason) {
    logger.warn(logEvents.metricsExtrasLost, { error: reason });
  },
});
