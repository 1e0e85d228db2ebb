import { describe, expect, it } from 'vitest';
import { createEmfMetrics } from '../../../lib/observability/emf-metrics.ts';
import { readEmfLine } from './emf-line.ts';

const setUp = () => {
  const lines: string[] = [];
  const metrics = createEmfMetrics({ service: 'order-service', namespace: 'OrderService' }, (line) => {
    lines.push(line);
  });
  const publish = (metadata: Record<string, string> = {}) => {
    metrics.publish(metadata);
    return lines.splice(0);
  };
  return { metrics, publish };
};

const post = { method: 'POST', endpoint: '/api/v1/orders' } as const;
const service = 'order-service';

describe('EMF metrics', () => {
  describe('when an order was placed', () => {
    const { metrics, publish } = setUp();
    metrics.increment('orders_created_total', { source: 'web', customer_type: 'premium' });
    metrics.observe('order_value_dollars', {}, 39.98);
    metrics.increment('order_service_requests_total', { ...post, status: 'success' });
    metrics.observe('order_service_request_duration_seconds', post, 0.012);
    const lines = publish({ correlationId: 'correlation-1' });

    it('prints one line', () => {
      expect(lines).toHaveLength(1);
    });

    it('gives each metric its own dimensions, unit and value', () => {
      expect(readEmfLine(lines[0] ?? '')).toEqual([
        {
          name: 'orders_created_total',
          unit: 'Count',
          dimensions: { service, source: 'web', customer_type: 'premium' },
          value: 1,
        },
        { name: 'order_value_dollars', unit: 'None', dimensions: { service }, value: 39.98 },
        {
          name: 'order_service_requests_total',
          unit: 'Count',
          dimensions: { service, ...post, status: 'success' },
          value: 1,
        },
        {
          name: 'order_service_request_duration_seconds',
          unit: 'Seconds',
          dimensions: { service, ...post },
          value: 0.012,
        },
      ]);
    });

    it('carries metadata that is no dimension', () => {
      expect(JSON.parse(lines[0] ?? '')).toMatchObject({ correlationId: 'correlation-1' });
    });

    it('has nothing left for the next invocation', () => {
      expect(publish()).toEqual([]);
    });
  });

  it('prints nothing when nothing was recorded', () => {
    expect(setUp().publish({ correlationId: 'correlation-1' })).toEqual([]);
  });

  it('puts samples that contradict each other on lines of their own', () => {
    const { metrics, publish } = setUp();
    metrics.increment('order_service_errors_total', { code: 'ORD-001' });
    metrics.increment('order_service_errors_total', { code: 'ORD-002' });
    metrics.increment('order_service_requests_total', { ...post, status: 'error' });
    const lines = publish().map(readEmfLine);
    expect(lines.map((line) => line.map(({ name }) => name))).toEqual([
      ['order_service_errors_total', 'order_service_requests_total'],
      ['order_service_errors_total'],
    ]);
    expect(lines.map((line) => line[0]?.dimensions['code'])).toEqual(['ORD-001', 'ORD-002']);
  });

  it('adds up what is counted more than once', () => {
    const { metrics, publish } = setUp();
    metrics.increment('order_service_errors_total', { code: 'ORD-001' });
    metrics.increment('order_service_errors_total', { code: 'ORD-001' }, 2);
    expect(publish().flatMap(readEmfLine)).toMatchObject([{ value: 3 }]);
  });

  it('knows labels by their names, not by their order', () => {
    const { metrics, publish } = setUp();
    metrics.increment('orders_created_total', { source: 'web', customer_type: 'premium' });
    metrics.increment('orders_created_total', { customer_type: 'premium', source: 'web' });
    expect(publish().flatMap(readEmfLine)).toMatchObject([{ value: 2 }]);
  });

  it('keeps every observation, with its labels, however many there are', () => {
    const { metrics, publish } = setUp();
    for (let n = 1; n <= 250; n++) {
      metrics.observe('order_service_request_duration_seconds', post, n);
      metrics.increment('orders_created_total', { source: 'api', customer_type: 'standard' });
    }
    const recorded = publish().flatMap(readEmfLine);
    const durations = recorded.filter(({ name }) => name === 'order_service_request_duration_seconds');
    expect(durations.flatMap(({ value }) => value)).toEqual(Array.from({ length: 250 }, (_, n) => n + 1));
    expect(durations.every(({ dimensions }) => dimensions['endpoint'] === post.endpoint)).toBe(true);
    expect(recorded.find(({ name }) => name === 'orders_created_total')).toMatchObject({ value: 250 });
  });
});
