import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { metricsNamespace as namespace, serviceName as service } from '../../../lib/contract/service.ts';
import { createMetricsRecorder } from '../../../lib/metrics/recorder.ts';
import { lineWithMetrics } from '../../../lib/platform/logging/line-metrics.ts';
import type { RecorderId } from './metrics-runs.ts';

/** Records an order and prints the invocation's line. */
export type RecordOrder = (seconds: number, dollars: number, correlationId: string) => void;

const route = { method: 'POST', endpoint: '/api/v1/orders' } as const;

const environment = {
  fn: 'order-service-prod-create-order',
  env: '19ab3f0d2c1-0123456789abcdef',
  clock: Date.now,
};

const ours =
  (counting?: typeof environment) =>
  (print: (line: string) => void): RecordOrder => {
    const metrics = createMetricsRecorder({ service, namespace, ...(counting && { counting }) });
    return (seconds, dollars, correlationId) => {
      metrics.increment('orders_created_total', { source: 'web', customer_type: 'standard' });
      metrics.observe('order_value_dollars', {}, dollars);
      metrics.increment('order_service_requests_total', { ...route, status: 'success' });
      metrics.observe('order_service_request_duration_seconds', route, seconds);
      metrics.increment('slo_events_total', { slo: 'availability', outcome: 'good' });
      metrics.increment('slo_events_total', { slo: 'order-latency', outcome: 'good' });
      for (const part of metrics.take()) print(lineWithMetrics({ correlationId }, part));
    };
  };

/** The same metrics for CloudWatch, straight from the library: a line for each set of dimensions. */
const powertoolsAlone = (print: (line: string) => void): RecordOrder => {
  const metrics = new Metrics({ serviceName: service, namespace });
  return (seconds, dollars, correlationId) => {
    const printed = (dimensions: Record<string, string>) => {
      if (Object.keys(dimensions).length > 0) metrics.addDimensions(dimensions);
      metrics.addMetadata('correlationId', correlationId);
      print(JSON.stringify(metrics.serializeMetrics()));
      metrics.clearMetrics();
      metrics.clearDimensions();
      metrics.clearMetadata();
    };
    metrics.addMetric('orders_created_total', MetricUnit.Count, 1);
    printed({ source: 'web', customer_type: 'standard' });
    metrics.addMetric('order_service_requests_total', MetricUnit.Count, 1);
    printed({ ...route, status: 'success' });
    metrics.addMetric('order_service_request_duration_seconds', MetricUnit.Seconds, seconds);
    printed(route);
    metrics.addMetric('order_value_dollars', MetricUnit.NoUnit, dollars);
    for (const slo of ['availability', 'order-latency']) {
      metrics.addMetric(`slo_bad_events:${slo}`, MetricUnit.Count, 0);
    }
    printed({});
  };
};

export const orderRecorders: Readonly<Record<RecorderId, (print: (line: string) => void) => RecordOrder>> = {
  powertools: powertoolsAlone,
  cloudWatch: ours(),
  exact: ours(environment),
};
