import type { Order } from '../../../client/src/order-service-client.ts';
import { metrics } from '../../../lib/contract/metrics.ts';
import { type RouteId, routes } from '../../../lib/contract/routes.ts';
import { errorEnvelopeSchema } from '../../../lib/contract/schemas/error-envelope-schema.ts';
import { bucketOf } from '../../../lib/metrics/exact-line.ts';
import type { Answer } from './running-service.ts';

const series = (name: string, labels: Readonly<Record<string, string>>): string =>
  `${name}{${Object.entries(labels)
    .map(([label, value]) => `${label}=${JSON.stringify(value)}`)
    .sort()
    .join(',')}}`;

/** Counters of the service that a client knows from its own requests and their answers. */
export const createTally = () => {
  const counted = new Map<string, number>();
  const add = (name: string, labels: Readonly<Record<string, string>>, by = 1) => {
    const key = series(name, labels);
    counted.set(key, (counted.get(key) ?? 0) + by);
  };
  let cents = 0;
  const placed = ({ source, customerType, total }: Order) => {
    add('orders_created_total', { source, customer_type: customerType });
    add('order_value_dollars_count', {});
    cents += total.amount;
    const upTo = Number(bucketOf(metrics.order_value_dollars, total.amount));
    for (const bound of metrics.order_value_dollars.buckets) {
      if (bound >= upTo) add('order_value_dollars_bucket', { le: `${bound}.0` });
    }
  };
  return {
    /** Takes note of an answer, and hands it on. */
    note(routeId: RouteId, answer: Answer): Answer {
      const { method, path: endpoint } = routes[routeId];
      const { statusCode } = answer;
      add('order_service_requests_total', {
        method,
        endpoint,
        status: statusCode < 400 ? 'success' : 'error',
      });
      add('order_service_request_duration_seconds_count', { method, endpoint });
      if (statusCode < 400 || statusCode >= 500) {
        add('slo_events_total', { slo: 'availability', outcome: statusCode < 400 ? 'good' : 'bad' });
      }
      if (statusCode >= 400) {
        add('order_service_errors_total', { code: errorEnvelopeSchema.parse(answer.json()).error.code });
      }
      if (statusCode === 201) placed(answer.json<Order>());
      return answer;
    },
    requests: () =>
      [...counted].reduce(
        (sum, [key, count]) => sum + (key.startsWith('order_service_requests_') ? count : 0),
        0,
      ),
    /** Every series that requests count, and its value. */
    values: (): ReadonlyMap<string, number> =>
      new Map([...counted, ...(cents > 0 ? ([['order_value_dollars_sum{}', cents / 100]] as const) : [])]),
  };
};
