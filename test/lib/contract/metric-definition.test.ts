import { describe, expect, it } from 'vitest';
import { servedRoutes } from '../../../lib/contract/default-route.ts';
import { isInCloudWatch, seriesOf } from '../../../lib/contract/metric-definition.ts';
import { metrics } from '../../../lib/contract/metrics.ts';

describe('isInCloudWatch', () => {
  const isLineInCloudWatch = (outcome: string) =>
    isInCloudWatch(metrics.order_service_metrics_lines_total, { outcome });

  it('leaves out values of labels that nothing reads there, and metrics that are not for CloudWatch', () => {
    expect(isLineInCloudWatch('malformed')).toBe(true);
    expect(isLineInCloudWatch('ingested')).toBe(false);
    expect(isInCloudWatch(metrics.order_service_webhooks_total, { outcome: 'ignored' })).toBe(false);
  });
});

describe('seriesOf', () => {
  it('gives a metric without labels one series', () => {
    expect(seriesOf(metrics.order_value_dollars)).toEqual([{}]);
  });

  it('gives every combination of closed labels', () => {
    expect(seriesOf(metrics.orders_created_total)).toHaveLength(4 * 3);
  });

  it('gives only the pairs of method and endpoint that are routes, and that of requests without a route', () => {
    const pairs = seriesOf(metrics.order_service_request_duration_seconds);
    expect(pairs).toHaveLength(Object.values(servedRoutes).filter((route) => !('uncounted' in route)).length);
    expect(pairs).toContainEqual({ method: 'ANY', endpoint: '$default' });
    expect(pairs).toContainEqual({ method: 'PUT', endpoint: '/api/v1/products/{sku}' });
    expect(pairs).not.toContainEqual({ method: 'PUT', endpoint: '/metrics' });
    expect(seriesOf(metrics.order_service_requests_total)).toHaveLength(2 * pairs.length);
  });
});
