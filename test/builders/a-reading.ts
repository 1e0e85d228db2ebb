import type { MetricsReading } from '../../lib/metrics/exposition/families.ts';

/** Metrics of a service that has just been deployed. */
export const aReading = (facts: Partial<MetricsReading> = {}): MetricsReading => ({
  totals: new Map(),
  bins: {},
  gauges: {},
  exemplars: [],
  ...facts,
});

const at = Date.parse('2026-07-01T12:00:00.250Z');
const post = 'rd|POST|/api/v1/orders';

/** Metrics after some orders. */
export const aBusyReading = (): MetricsReading =>
  aReading({
    totals: new Map([
      ['rq|POST|/api/v1/orders|success', 41n],
      [`${post}|0.005`, 30n],
      [`${post}|0.025`, 10n],
      [`${post}|+Inf`, 1n],
      [`${post}|sum`, 12_345_678n],
      ['ps|sum', 7_200_000_000n],
      ['ps|count', 2n],
      ['sl|availability|good', 41n],
    ]),
    bins: { order_processing_seconds: new Map([['1092', 1]]) },
    gauges: { orders_pending: 3, orders_oldest_pending_timestamp_seconds: at / 1_000 },
    exemplars: [
      { series: post, bucket: '0.025', value: 20_000, correlationId: 'correlation-1', at },
      // Its bucket was wider when it was kept.
      { series: post, bucket: '0.005', value: 9_000, correlationId: 'correlation-2', at },
    ],
  });
