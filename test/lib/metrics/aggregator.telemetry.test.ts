import { describe, expect, it } from 'vitest';
import { createAggregationTelemetry } from '../../../lib/metrics/aggregator.ts';
import { logEvents } from '../../../lib/platform/logging/log-events.ts';
import { createRecordingLogger } from '../../doubles/recording-logger.ts';
import { createRecordingMetrics } from '../../doubles/recording-metrics.ts';

describe('aggregation telemetry', () => {
  const usual = { ingested: 3, duplicate: 0, malformed: 0, expired: 0, greatestLagMs: 2_500 };
  const ingested = { name: 'order_service_metrics_lines_total', labels: { outcome: 'ingested' }, value: 3 };

  it('counts lines by outcome', () => {
    const metrics = createRecordingMetrics();
    const telemetry = createAggregationTelemetry(createRecordingLogger(), metrics);
    telemetry.aggregated({ ...usual, malformed: 1 });
    expect(metrics.recorded()).toEqual([
      ingested,
      { name: 'order_service_metrics_lines_total', labels: { outcome: 'malformed' }, value: 1 },
    ]);
  });

  it('records an unusual lag, and its end', () => {
    const metrics = createRecordingMetrics();
    const telemetry = createAggregationTelemetry(createRecordingLogger(), metrics);
    for (const greatestLagMs of [2_500, 10_500, 2_500]) telemetry.aggregated({ ...usual, greatestLagMs });
    expect(metrics.recorded()).toEqual([
      ingested,
      ingested,
      { name: 'order_service_metrics_ingest_lag_seconds', labels: {}, value: 10.5 },
      ingested,
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
