import type { MetricDefinition } from './metric-definition.ts';

/** Metrics of the way of events and counters: publishing, canaries, aggregation. A part of the catalogue. */
export const pipelineMetrics = {
  order_service_events_published_total: {
    type: 'counter',
    code: 'ep',
    cloudWatch: 'name',
    help: 'Events sent to the bus: accepted, failed (retried later), or repeated because delivery was not confirmed.',
    labels: { outcome: ['accepted', 'failed', 'repeated'] },
  },
  order_service_event_publish_delay_seconds: {
    type: 'histogram',
    code: 'ed',
    cloudWatch: 'dimensions',
    help: 'Delay from the commit of an event to its acceptance by the bus.',
    unit: 'seconds',
    buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800],
    labels: {},
  },
  order_service_orders_quarantined_total: {
    type: 'counter',
    code: 'oq',
    cloudWatch: 'dimensions',
    help: 'Orders whose events were quarantined after repeated publishing failures.',
    labels: {},
  },
  order_service_canary_total: {
    type: 'counter',
    code: 'cn',
    cloudWatch: 'name',
    help: 'Canary events that returned over the bus in time, or were lost.',
    labels: { outcome: ['returned', 'lost'] },
  },
  order_service_synthetic_orders_total: {
    type: 'counter',
    code: 'so',
    cloudWatch: 'name',
    help: 'Synthetic orders that were placed and cancelled through the public address of the API, or failed.',
    labels: { outcome: ['completed', 'failed'] },
  },
  order_service_metrics_lines_total: {
    type: 'counter',
    code: 'ml',
    cloudWatch: 'name',
    notInCloudWatch: { outcome: ['ingested', 'duplicate'] },
    help: 'Counter log lines: ingested, duplicate (or superseded by a later line), malformed, or expired.',
    labels: { outcome: ['ingested', 'duplicate', 'malformed', 'expired'] },
  },
  order_service_given_up_batches_total: {
    type: 'counter',
    code: 'gu',
    cloudWatch: 'name',
    help: 'Given-up batches of log lines: redriven, or abandoned after ten tries, counted in each run of redrive-batches.',
    labels: { outcome: ['redriven', 'abandoned'] },
  },
  order_service_metrics_ingest_lag_seconds: {
    type: 'histogram',
    code: 'il',
    cloudWatch: 'dimensions',
    help: 'Lag from writing a counter line to its aggregation. CloudWatch has lags above ten seconds.',
    unit: 'seconds',
    buckets: [0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800],
    labels: {},
  },
  order_service_metrics_last_ingested_timestamp_seconds: {
    type: 'gauge',
    unit: 'seconds',
    help: 'Time at which the newest aggregated line was written.',
    labels: {},
  },
  order_service_metrics_environments_folded_total: {
    type: 'counter',
    code: 'ef',
    help: 'Idle execution environments whose counters were folded into the totals.',
    labels: {},
  },
} as const satisfies Readonly<Record<string, MetricDefinition>>;
