import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seriesOf } from '../../../../lib/contract/metric-definition.ts';
import { cellId, recordedMetrics, seriesId } from '../../../../lib/metrics/exact-line.ts';
import { familiesOf } from '../../../../lib/metrics/exposition/families.ts';
import { aReading } from '../../../builders/a-reading.ts';

/** Every cell of some series of each kind, and some that an earlier version had. */
const cells = recordedMetrics.flatMap(([, definition]) =>
  seriesOf(definition)
    .slice(0, 1)
    .flatMap((labels) => {
      const series = seriesId(definition, labels);
      if (definition.type === 'counter') return [series];
      const parts =
        definition.type === 'summary'
          ? ['count', 'whole']
          : [...definition.buckets.map(String), '0.02', '+Inf'];
      return [...parts, 'sum'].map((part) => cellId(series, part));
    }),
);

const counts = fc.dictionary(fc.constantFrom(...cells), fc.bigInt({ min: 0n, max: 10n ** 20n }), {
  minKeys: 1,
  maxKeys: 30,
});

/** Values that only grow, by their series. */
const growing = (totals: ReadonlyMap<string, bigint>) =>
  familiesOf(aReading({ totals })).flatMap(({ name, definition, samples }) =>
    samples
      .filter(({ labels }) => definition.type !== 'gauge' && !('quantile' in labels))
      .map(({ suffix, labels, value }) => [`${name}${suffix}${JSON.stringify(labels)}`, value] as const),
  );

/** Decimals of any length, exactly. */
const parts = (value: string): bigint => {
  const [whole = '', fraction = ''] = value.split('.');
  return BigInt(`${whole}${fraction.padEnd(6, '0')}`);
};

describe('the exposition of counters', () => {
  it('never decreases, and keeps its series, for any counts', () => {
    fc.assert(
      fc.property(counts, counts, (before, growth) => {
        const earlier = new Map(Object.entries(before));
        const later = new Map(earlier);
        for (const [cell, by] of Object.entries(growth)) later.set(cell, (later.get(cell) ?? 0n) + by);
        const shown = new Map(growing(later));
        const old = growing(earlier);
        expect(old.filter(([series, value]) => parts(shown.get(series) ?? '-1') < parts(value))).toEqual([]);
        expect(shown.size).toBe(old.length);
      }),
      { numRuns: 200 },
    );
  });
});
