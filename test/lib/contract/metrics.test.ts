import { describe, expect, it } from 'vitest';
import { servedRoutes } from '../../../lib/contract/default-route.ts';
import { errorRegistry } from '../../../lib/contract/errors/registry.ts';
import { type MetricDefinition, shareOf } from '../../../lib/contract/metric-definition.ts';
import { metrics } from '../../../lib/contract/metrics.ts';
import type { MetricsRecorder } from '../../../lib/metrics/recorder.ts';

const entries = Object.entries(metrics) as [string, MetricDefinition][];

describe('metric catalogue', () => {
  it.each(entries)('names %s as Prometheus wants it', (name, definition) => {
    expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
    expect(name.endsWith('_total')).toBe(definition.type === 'counter');
    if ('unit' in definition) expect(name.endsWith(`_${definition.unit}`)).toBe(true);
    else expect(name).not.toMatch(/_(seconds|dollars)$/);
  });

  it('gives every recorded metric a code of its own', () => {
    const codes = entries.flatMap(([, definition]) => ('code' in definition ? [definition.code] : []));
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(code).toMatch(/^[a-z]{2}$/);
  });

  const dimensional = entries.filter(
    ([, definition]) => 'cloudWatch' in definition && definition.cloudWatch === 'dimensions',
  );

  it('has gauges without a code, outside the cumulative counters', () => {
    const gauges = entries.filter(([, definition]) => definition.type === 'gauge');
    expect(gauges.filter(([, definition]) => 'code' in definition)).toEqual([]);
    expect(gauges.filter(([, { cloudWatch }]) => cloudWatch).map(([name]) => name)).toEqual([
      'orders_pending',
      'order_service_stuck_payments',
      'order_service_stuck_payments_oldest_age_seconds',
      'order_service_job_oldest_due_seconds',
      'slo_budget_remaining_ratio',
    ]);
  });

  it('has a share of a label that exists, under a name of its own', () => {
    const shares = entries.flatMap(([, definition]) => {
      const share = shareOf(definition);
      return share ? [{ ...share, values: definition.labels[share.label] }] : [];
    });
    expect(shares.map(({ metric }) => metric)).toEqual(['slo_bad_events']);
    for (const { metric, value, values } of shares) {
      expect(values).toContain(value);
      expect(Object.keys(metrics)).not.toContain(metric);
    }
  });

  it('has no dimension that another member of the line is called', () => {
    const taken = new Set([
      ...['_aws', 'service', 'exact', 'missed', ...Object.keys(metrics)],
      ...['level', 'message', 'timestamp', 'logCode', 'status'],
      ...['correlationId', 'userId', 'orderId', 'traceId'],
    ]);
    const dimensions = dimensional.flatMap(([, definition]) =>
      Object.keys(definition.labels).filter((label) => !definition.inName?.includes(label)),
    );
    expect(dimensions).toContain('endpoint');
    expect(dimensions.filter((label) => taken.has(label))).toEqual([]);
  });

  it.each(entries)('gives %s labels with a closed set of different values', (_, { labels }) => {
    for (const [label, values] of Object.entries(labels)) {
      expect(label).toMatch(/^[a-z][a-z_]*$/);
      expect(values.length).toBeGreaterThan(0);
      expect(new Set(values).size).toBe(values.length);
    }
  });

  it('has ascending buckets, without the one that Prometheus adds', () => {
    for (const [, definition] of entries) {
      if (definition.type !== 'histogram') continue;
      expect(definition.buckets).toEqual(definition.buckets.toSorted((a, b) => a - b));
      expect(definition.buckets.every(Number.isFinite)).toBe(true);
    }
  });

  it('labels requests with the template of every counted route, and errors with every code', () => {
    const counted = Object.values(servedRoutes).filter((route) => !('uncounted' in route));
    const { endpoint, method } = metrics.order_service_requests_total.labels;
    expect(new Set(endpoint)).toEqual(new Set(counted.map(({ path }) => path)));
    expect(new Set(method)).toEqual(new Set(counted.map((route) => route.method)));
    expect(metrics.order_service_errors_total.labels.code).toEqual(Object.keys(errorRegistry));
  });
});

describe('MetricsRecorder', () => {
  it('takes no name, kind, label or value that the catalogue does not know', () => {
    const record = (recorder: MetricsRecorder) => {
      recorder.increment('orders_created_total', { source: 'web', customer_type: 'premium' });
      recorder.observe('order_value_dollars', {}, 1);
      recorder.set('orders_pending', {}, 1);
      // @ts-expect-error: no such metric
      recorder.increment('orders_lost_total', {});
      // @ts-expect-error: a histogram is not incremented
      recorder.increment('order_value_dollars', {});
      // @ts-expect-error: a counter is not observed
      recorder.observe('order_service_errors_total', { code: 'ORD-001' }, 1);
      // @ts-expect-error: CloudWatch does not get this gauge
      recorder.set('order_service_metrics_last_ingested_timestamp_seconds', {}, 1);
      // @ts-expect-error: a counter is not set
      recorder.set('order_service_orders_quarantined_total', {}, 1);
      // @ts-expect-error: no such value
      recorder.increment('orders_created_total', { source: 'fax', customer_type: 'premium' });
      // @ts-expect-error: a label is missing
      recorder.increment('orders_created_total', { source: 'web' });
      // @ts-expect-error: no such label
      recorder.increment('order_service_errors_total', { code: 'ORD-001', sku: 'TEA-001' });
      // @ts-expect-error: no such code
      recorder.increment('order_service_errors_total', { code: 'ORD-999' });
      // @ts-expect-error: this one has no labels at all
      recorder.observe('order_value_dollars', { customer: 'alice' }, 1);
      const rawPath: string = '/api/v1/orders/ord_1';
      // @ts-expect-error: the template, not the path of a request
      recorder.observe('order_service_request_duration_seconds', { method: 'GET', endpoint: rawPath }, 1);
    };
    const calls: string[] = [];
    const note = (name: string) => calls.push(name);
    record({ increment: note, observe: note, set: note });
    expect(calls).toHaveLength(14);
  });
});
