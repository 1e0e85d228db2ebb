import { describe, expect, it } from 'vitest';
import { createAggregationTelemetry } from '../../../lib/metrics/aggregator.ts';
import { logEvents } from '../../../lib/platform/logging/log-events.ts';
import { createRecordingLogger } from '../../doubles/recording-logger.ts';
import { createRecordingMetrics } from '../../doubles/recording-metrics.ts';

describe('aggregation telemetry', () => {
  it('counts lines by outcome and records the greatest lag', () => {
    const metrics = createRecordingMetrics();
    const telemetry = createAggregationTelemetry(createRecordingLogger(), metrics);
    telemetry.aggregated({ ingested: 3, duplicate: 0, malformed: 1, expired: 0, greatestLagMs: 2_500 });
    expect(metrics.recorded()).toEqual([
      { name: 'order_service_metrics_lines_total', labels: { outcome: 'ingested' }, value: 3 },
      { name: 'order_service_metrics_lines_total', labels: { outcome: 'malformed' }, value: 1 },
      { name: 'order_service_metrics_ingest_lag_seconds', labels: {}, value: 2.5 },
    ]);
  });

  it('warns of exemplars and line times that could not be stored', () => {
    const logger = createRecordingLogger();
    createAggregationTelemetry(logger, createRecordingMetrics()).extrasLost(new Error('no'));
    expect(logger.lines).toMatchObject([
      { level: 'warn', code: logEvents.metricsExtrasLost.code, fields: { error: new Error('no') } },
    ]);
  });
});
