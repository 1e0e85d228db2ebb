import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binOf, zeroBin } from '../../../../lib/metrics/exact-line.ts';
import { quantileOfBins, valueOfBin } from '../../../../lib/metrics/exposition/quantiles.ts';

const error = 0.01;
const counted = (values: readonly number[]) => {
  const bins = new Map<string, number>();
  for (const value of values) bins.set(binOf(value, error), (bins.get(binOf(value, error)) ?? 0) + 1);
  return bins;
};

describe('exponential bins', () => {
  it('hold every value within their error', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e12 }), (value) => {
        const known = valueOfBin(binOf(value, error), error);
        expect(Math.abs(known - value) / value).toBeLessThanOrEqual(error * (1 + 1e-9));
      }),
    );
  });

  it('count a value below the smallest bin as zero', () => {
    expect(binOf(0, error)).toBe(zeroBin);
    expect(valueOfBin(zeroBin, error)).toBe(0);
  });

  it('give every quantile within their error, however counts were put together', () => {
    const values = fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(values, fc.constantFrom(0, 0.5, 0.9, 0.99, 1), (all, part) => {
        const exact = all.toSorted((a, b) => a - b)[Math.floor(part * (all.length - 1))] ?? 0;
        const known = quantileOfBins(counted(all), part, error);
        expect(Math.abs(known - exact)).toBeLessThanOrEqual(exact * error * (1 + 1e-9));
      }),
    );
  });

  it('have no quantile without values', () => {
    expect(quantileOfBins(new Map(), 0.5, error)).toBeNaN();
  });
});
