import { describe, expect, it } from 'vitest';
import { seriesOf } from '../../../lib/contract/metric-definition.ts';
import { recordedMetrics, seriesId } from '../../../lib/metrics/exact-line.ts';
import { metrics } from '../../../lib/contract/metrics.ts';
import { routes } from '../../../lib/contract/routes.ts';

describe('seriesOf', () => {
  it('gives a metric without labels one series', () => {
    expect(seriesOf(metrics.order_value_dollars)).toEqual([{}]);
  });

  it('gives every combination of closed labels', () => {
    expect(seriesOf(metrics.orders_created_total)).toHaveLength(4 * 3);
  });

  it('gives only the pairs of method and endpoint that are routes', () => {
    const pairs = seriesOf(metrics.order_service_request_duration_seconds);
    expect(pairs).toHaveLength(Object.keys(routes).length);
    expect(pairs).toContainEqual({ method: 'PUT', endpoint: '/api/v1/products/{sku}' });
    expect(pairs).not.toContainEqual({ method: 'PUT', endpoint: '/metrics' });
    expect(seriesOf(metrics.order_service_requests_total)).toHaveLength(2 * pairs.length);
  });
});

describe('seriesId', () => {
  it('goes by the names of labels, not by their order', () => {
    const labels = { customer_type: 'premium', source: 'web' };
    expect(seriesId(metrics.orders_created_total, labels)).toBe('oc|web|premium');
  });

  it('is different for every series of the catalogue', () => {
    const ids = recordedMetrics.flatMap(([, definition]) =>
      seriesOf(definition).map((labels) => seriesId(definition, labels)),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });
});
