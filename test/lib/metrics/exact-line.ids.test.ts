import { describe, expect, it } from 'vitest';
import { seriesOf } from '../../../lib/contract/metric-definition.ts';
import { metrics } from '../../../lib/contract/metrics.ts';
import { recordedMetrics, seriesId } from '../../../lib/metrics/exact-line.ts';

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
