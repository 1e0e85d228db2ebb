import { describe, expect, it, vi } from 'vitest';
import type { ErrorCode } from '../../../lib/contract/errors/registry.ts';
import { createMetricsRecorder } from '../../../lib/metrics/recorder.ts';
import { lineWithMetrics } from '../../../lib/platform/logging/line-metrics.ts';
import { readEmfLine } from '../../harness/emf-line.ts';

const environment = { fn: 'create-order', env: 'env-1' };
const counting = { ...environment, clock: () => 0 };

const setUp = ({ exact = true }: { readonly exact?: boolean } = {}) => {
  const metrics = createMetricsRecorder({
    service: 'order-service',
    namespace: 'OrderService',
    ...(exact && { counting }),
  });
  const publish = (members: object = {}) => metrics.take().map((part) => lineWithMetrics(members, part));
  return { metrics, publish };
};

const missedBy = (outcome: 'good' | 'bad', version?: string): unknown => {
  const metrics = createMetricsRecorder({ service: 'order-service', namespace: 'OrderService', version });
  metrics.increment('slo_events_total', { slo: 'availability', outcome });
  return metrics.take().map((part) => JSON.parse(lineWithMetrics({}, part)).missed);
};

const post = { method: 'POST', endpoint: '/api/v1/orders' } as const;
const service = { service: 'order-service' };
const placeOrder = ({ metrics }: ReturnType<typeof setUp>) => {
  metrics.increment('orders_created_total', { source: 'web', customer_type: 'premium' });
  metrics.observe('order_value_dollars', {}, 39.98);
  metrics.increment('order_service_requests_total', { ...post, status: 'success' });
  metrics.observe('order_service_request_duration_seconds', post, 0.012);
  metrics.increment('slo_events_total', { slo: 'availability', outcome: 'good' });
  metrics.increment('slo_events_total', { slo: 'order-latency', outcome: 'bad' });
};

describe('EMF metrics', () => {
  describe('when an event missed an objective', () => {
    it('names the objective, and the version of the function', () => {
      expect(missedBy('bad', '12')).toEqual([{ availability: '12' }]);
    });

    it('names nothing when the event was good or the version is not known', () => {
      expect(missedBy('good', '12')).toEqual([undefined]);
      expect(missedBy('bad')).toEqual([undefined]);
    });
  });

  describe('when an order was placed', () => {
    const recorder = setUp();
    placeOrder(recorder);
    const lines = recorder.publish({ correlationId: 'correlation-1' });

    it('prints one line', () => {
      expect(lines).toHaveLength(1);
    });

    it('gives CloudWatch each metric by its name and its dimensions there, and 1 for a bad event of an objective', () => {
      const requested = { ...service, method: 'POST', endpoint: '/api/v1/orders' };
      expect(readEmfLine(lines[0] ?? '')).toEqual([
        {
          name: 'orders_created_total',
          unit: 'Count',
          dimensions: { ...service, source: 'web', customer_type: 'premium' },
          value: 1,
        },
        { name: 'order_value_dollars', unit: 'None', dimensions: service, value: 39.98 },
        { name: 'slo_bad_events:availability', unit: 'Count', dimensions: service, value: 0 },
        { name: 'slo_bad_events:order-latency', unit: 'Count', dimensions: service, value: 1 },
        {
          name: 'order_service_request_duration_seconds',
          unit: 'Seconds',
          dimensions: requested,
          value: 0.012,
        },
      ]);
    });

    it('begins with the members of the line, each once', () => {
      const { metrics, publish } = setUp();
      placeOrder({ metrics, publish });
      const [line = ''] = publish({ level: 'INFO', service: 'order-service', method: 'POST', status: 201 });
      expect(line).toMatch(/^\{"level":"INFO","service":"order-service","method":"POST","status":201,/);
      expect(JSON.stringify(JSON.parse(line))).toBe(line);
    });

    it('carries all counts of its environment', () => {
      expect(JSON.parse(lines[0] ?? '').exact).toEqual({
        ...environment,
        seq: 1,
        series: {
          'oc|web|premium': 1,
          ov: { 50: 1, sum: 3_998 },
          'rq|POST|/api/v1/orders|success': 1,
          'rd|POST|/api/v1/orders': { 0.025: 1, sum: 12_000 },
          'sl|availability|good': 1,
          'sl|order-latency|bad': 1,
        },
        last: { ov: 3_998, 'rd|POST|/api/v1/orders': 12_000 },
      });
    });

    it('has nothing left for the next invocation', () => {
      expect(recorder.publish()).toEqual([]);
    });
  });

  it('gives CloudWatch requests that failed, by their route, and no others', () => {
    const { metrics, publish } = setUp();
    metrics.increment('order_service_requests_total', { ...post, status: 'success' });
    expect(publish().flatMap(readEmfLine)).toEqual([]);
    metrics.increment('order_service_requests_total', { ...post, status: 'error' });
    expect(publish().flatMap(readEmfLine)).toEqual([
      {
        name: 'order_service_requests_total:error',
        unit: 'Count',
        dimensions: { ...service, ...post },
        value: 1,
      },
    ]);
  });

  it('prints nothing when nothing was recorded', () => {
    expect(setUp().publish({ correlationId: 'correlation-1' })).toEqual([]);
  });

  it('prints a line without CloudWatch’s part for metrics outside CloudWatch', () => {
    const { metrics, publish } = setUp();
    metrics.increment('order_service_metrics_environments_folded_total', {});
    const [line = ''] = publish();
    expect(JSON.parse(line)).toEqual({
      service: 'order-service',
      exact: { ...environment, seq: 1, series: { ef: 1 } },
    });
  });

  it('prints only CloudWatch metrics without exact counters', () => {
    const recorder = setUp({ exact: false });
    placeOrder(recorder);
    recorder.metrics.increment('order_service_metrics_environments_folded_total', {});
    const lines = recorder.publish();
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).not.toHaveProperty('exact');
    recorder.metrics.increment('order_service_metrics_environments_folded_total', {});
    expect(recorder.publish()).toEqual([]);
  });

  it('prints nothing for a reader of logs whose only counts are not for CloudWatch', () => {
    const { metrics, publish } = setUp({ exact: false });
    metrics.increment('order_service_metrics_lines_total', { outcome: 'ingested' }, 3);
    expect(publish()).toEqual([]);
  });

  it('prints the last value of a gauge for CloudWatch only', () => {
    const { metrics, publish } = setUp();
    metrics.increment('orders_created_total', { source: 'web', customer_type: 'premium' });
    publish();
    for (const count of [3, 7, 0]) metrics.set('orders_pending', {}, count);
    const lines = publish({ correlationId: 'correlation-1' });
    expect(lines.map(readEmfLine)).toEqual([
      [{ name: 'orders_pending', unit: 'Count', dimensions: service, value: 0 }],
    ]);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ correlationId: 'correlation-1' });
    expect(JSON.parse(lines[0] ?? '')).not.toHaveProperty('exact');
  });

  it('prints a gauge in the line of counters without counting it', () => {
    const { metrics, publish } = setUp();
    metrics.set('orders_pending', {}, 2);
    metrics.increment('order_service_errors_total', { code: 'SYS-001' });
    const lines = publish();
    expect(lines.map((line) => readEmfLine(line).map(({ name }) => name))).toEqual([
      ['orders_pending', 'order_service_errors_total'],
    ]);
    expect(JSON.parse(lines[0] ?? '').exact).toEqual({ ...environment, seq: 1, series: { 'er|SYS-001': 1 } });
  });

  it('prints the metrics of an invocation, independent of earlier ones of the same kind', () => {
    const record = (
      { metrics, publish }: ReturnType<typeof setUp>,
      values: readonly number[],
      code: ErrorCode,
    ) => {
      for (const value of values) metrics.observe('order_value_dollars', {}, value);
      metrics.increment('order_service_errors_total', { code });
      metrics.increment('slo_events_total', { slo: 'availability', outcome: 'good' });
      return publish().flatMap(readEmfLine);
    };
    const used = setUp();
    record(used, [1, 2, 3], 'SYS-001');
    record(used, [4], 'SYS-002');
    expect(record(used, [5, 6], 'ORD-001')).toEqual(record(setUp(), [5, 6], 'ORD-001'));
    expect(record(used, [7], 'ORD-002')).toEqual(record(setUp(), [7], 'ORD-002'));
  });

  it('prints the time of each line', () => {
    const { metrics, publish } = setUp();
    const timestamps = [1_000, 2_000].map((time) => {
      vi.setSystemTime(time);
      metrics.observe('order_value_dollars', {}, 1);
      return publish().map((line) => JSON.parse(line)._aws.Timestamp);
    });
    vi.useRealTimers();
    expect(timestamps).toEqual([[1_000], [2_000]]);
  });

  it('adds up repeated counts', () => {
    const { metrics, publish } = setUp();
    metrics.increment('orders_created_total', { source: 'web', customer_type: 'premium' });
    metrics.increment('orders_created_total', { customer_type: 'premium', source: 'web' }, 2);
    expect(publish().flatMap(readEmfLine)).toMatchObject([{ name: 'orders_created_total', value: 3 }]);
  });

  it('has series of one metric in one line where its labels are in the name', () => {
    const { metrics, publish } = setUp();
    metrics.increment('order_service_canary_total', { outcome: 'returned' }, 2);
    metrics.increment('order_service_canary_total', { outcome: 'lost' });
    const lines = publish();
    expect(lines).toHaveLength(1);
    expect(readEmfLine(lines[0] ?? '')).toMatchObject([
      { name: 'order_service_canary_total:returned', value: 2, dimensions: service },
      { name: 'order_service_canary_total:lost', value: 1, dimensions: service },
    ]);
  });

  describe('when an invocation records two series of a metric whose labels are dimensions', () => {
    const recorder = setUp();
    recorder.metrics.increment('order_service_errors_total', { code: 'SYS-002' });
    recorder.metrics.increment('order_service_errors_total', { code: 'SYS-001' });
    placeOrder(recorder);
    const lines = recorder.publish({ correlationId: 'correlation-2' });

    it('prints one more line, with that series alone', () => {
      expect(lines.map((line) => readEmfLine(line).length)).toEqual([6, 1]);
      expect(lines.map((line) => readEmfLine(line)[0])).toMatchObject([
        { name: 'order_service_errors_total', value: 1, dimensions: { ...service, code: 'SYS-002' } },
        { name: 'order_service_errors_total', value: 1, dimensions: { ...service, code: 'SYS-001' } },
      ]);
    });

    it('carries the counts in the first line only, and the environment in both', () => {
      const [first, second] = lines.map((line) => JSON.parse(line));
      expect(first.exact.series).toMatchObject({ 'er|SYS-002': 1, 'er|SYS-001': 1 });
      expect(second).not.toHaveProperty('exact');
      expect([first.correlationId, second.correlationId]).toEqual(['correlation-2', 'correlation-2']);
    });
  });

  it('has two metrics with the same dimension but other values of it in two lines', () => {
    const { metrics, publish } = setUp();
    metrics.observe('order_service_request_duration_seconds', post, 1);
    metrics.increment('order_service_requests_total', {
      method: 'GET',
      endpoint: '/api/v1/orders',
      status: 'error',
    });
    expect(publish().map((line) => readEmfLine(line)[0]?.dimensions['method'])).toEqual(['POST', 'GET']);
  });

  it('gives CloudWatch a value of each event of an objective, in as many lines as they need', () => {
    const { metrics, publish } = setUp();
    const events = (outcome: 'good' | 'bad', by?: number) =>
      metrics.increment('slo_events_total', { slo: 'event-freshness', outcome }, by);
    events('good', 150);
    events('bad', 2);
    events('good');
    events('bad', 0);
    const lines = publish();
    const values = lines.flatMap(readEmfLine).flatMap(({ value }) => value);
    expect(lines.flatMap(readEmfLine).map(({ name }) => name)).toEqual([
      'slo_bad_events:event-freshness',
      'slo_bad_events:event-freshness',
    ]);
    expect(values).toEqual([...Array(150).fill(0), 1, 1, 0]);
    expect(lines.map((line) => JSON.parse(line).exact?.series)).toEqual([
      { 'sl|event-freshness|good': 151, 'sl|event-freshness|bad': 2 },
      undefined,
    ]);
  });

  it('prints any number of observations, and the counts once', () => {
    const { metrics, publish } = setUp();
    for (let n = 1; n <= 250; n++) {
      metrics.observe('order_service_request_duration_seconds', post, n);
      metrics.increment('orders_created_total', { source: 'api', customer_type: 'standard' });
    }
    const lines = publish();
    const recorded = lines.flatMap(readEmfLine);
    const durations = recorded.filter(({ name }) =>
      name.startsWith('order_service_request_duration_seconds'),
    );
    expect(durations.flatMap(({ value }) => value)).toEqual(Array.from({ length: 250 }, (_, n) => n + 1));
    expect(recorded.find(({ name }) => name === 'orders_created_total')).toMatchObject({ value: 250 });
    expect(lines.filter((line) => line.includes('"exact"'))).toHaveLength(1);
  });
});
