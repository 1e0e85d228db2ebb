import { describe, expect, it } from 'vitest';
import { seriesOf } from '../../../lib/contract/metric-definition.ts';
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
