import { describe, expect, it } from 'vitest';
import {
  customMetric,
  customMetricDollars,
  customMetrics,
  sloBadEvents,
} from '../../../lib/contract/cloudwatch-metrics.ts';
import { servedRoutes } from '../../../lib/contract/default-route.ts';
import { sloIds } from '../../../lib/contract/slos.ts';

describe('custom metrics in CloudWatch', () => {
  const ofRoutes = customMetrics.filter(({ dimensions }) => dimensions['endpoint'] !== undefined);
  const dollars = (customMetrics.length - ofRoutes.length) * customMetricDollars;

  it('are two for each counted route, $0.60 a month', () => {
    const counted = Object.values(servedRoutes).filter((route) => !('uncounted' in route));
    expect(ofRoutes).toHaveLength(2 * counted.length);
  });

  it(`cost $${dollars.toFixed(2)} a month without those of routes, and never more than $28.20`, () => {
    expect(dollars).toBeLessThanOrEqual(28.2);
  });

  it('are all different', () => {
    expect(new Set(customMetrics.map((metric) => JSON.stringify(metric))).size).toBe(customMetrics.length);
  });

  it('have names and dimensions that CloudWatch takes', () => {
    for (const { name, dimensions } of customMetrics) {
      expect(name).toMatch(/^[\x21-\x39\x3b-\x7e][\x20-\x7e]{0,254}$/);
      for (const value of Object.values(dimensions)) expect(value).toMatch(/^[\x21-\x7e]{1,1024}$/);
    }
  });

  it('have the gauges that are read for CloudWatch, and no other', () => {
    const names = new Set(customMetrics.map(({ name }) => name));
    expect(names).toContain('orders_pending');
    expect(names).not.toContain('orders_oldest_pending_timestamp_seconds');
  });

  it('have one of the events of every objective', () => {
    expect(sloBadEvents('availability').name).toBe('slo_bad_events:availability');
    expect(customMetrics.filter(({ name }) => name.startsWith('slo_bad_events'))).toEqual(
      sloIds.map(sloBadEvents),
    );
  });
});

describe('customMetric', () => {
  const service = 'order-service';

  it('has the labels as dimensions for a metric that an invocation records once', () => {
    const labels = { endpoint: '/api/v1/orders/{orderId}', method: 'GET' } as const;
    expect(customMetric('order_service_request_duration_seconds', labels)).toEqual({
      name: 'order_service_request_duration_seconds',
      dimensions: { service, ...labels },
    });
  });

  it('has the one value of a label that CloudWatch gets in the name, beside the dimensions', () => {
    const route = { endpoint: '/api/v1/orders/{orderId}', method: 'GET' } as const;
    expect(customMetric('order_service_requests_total', { ...route, status: 'error' })).toEqual({
      name: 'order_service_requests_total:error',
      dimensions: { service, ...route },
    });
    const succeeded = { ...route, status: 'success' } as const;
    // @ts-expect-error: CloudWatch does not get this value
    expect(customMetrics).not.toContainEqual(customMetric('order_service_requests_total', succeeded));
  });

  it('has the labels in the name, in the order of the catalogue, for a metric with several series in a line', () => {
    const labels = { state: 'open', dependency: 'dynamodb' } as const;
    expect(customMetric('order_service_circuit_transitions_total', labels)).toEqual({
      name: 'order_service_circuit_transitions_total:dynamodb:open',
      dimensions: { service },
    });
  });

  it('has no dimension but the service for a metric without labels', () => {
    expect(customMetric('order_value_dollars', {})).toEqual({
      name: 'order_value_dollars',
      dimensions: { service },
    });
  });
});
