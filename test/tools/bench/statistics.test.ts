import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairedRatio, quantile, spread } from '../../../tools/bench/statistics.ts';

const figures = fc.array(fc.double({ min: 0.001, max: 1_000_000, noNaN: true }), {
  minLength: 1,
  maxLength: 50,
});

describe('quantile', () => {
  describe('when the position falls on a value', () => {
    it('is that value in any order', () => {
      expect(quantile([9, 1, 5, 3, 7], 0.5)).toBe(5);
    });
  });

  describe('when the position falls between two values', () => {
    it('is interpolated between them', () => {
      expect(quantile([10, 20], 0.25)).toBe(12.5);
    });
  });

  describe('when there are no values', () => {
    it('is refused', () => {
      expect(() => quantile([], 0.5)).toThrow(RangeError);
    });
  });

  it('grows with the share, from the smallest to the largest value', () => {
    fc.assert(
      fc.property(figures, fc.double({ min: 0, max: 1, noNaN: true }), (values, share) => {
        expect(quantile(values, 0)).toBe(Math.min(...values));
        expect(quantile(values, share)).toBeLessThanOrEqual(quantile(values, 1));
        expect(quantile(values, share)).toBeGreaterThanOrEqual(quantile(values, share / 2) * (1 - 1e-12));
      }),
    );
  });
});

describe('spread', () => {
  it('is the median between the quartiles', () => {
    expect(spread([4, 1, 3, 2, 5])).toEqual({ median: 3, lowerQuartile: 2, upperQuartile: 4 });
  });
});

describe('pairedRatio', () => {
  describe('when the machine is slower in some rounds', () => {
    it('equals the ratio of each round', () => {
      const reference = [100, 300, 200];
      const halfOfIt = reference.map((value) => value / 2);
      expect(pairedRatio(halfOfIt, reference)).toEqual({
        median: 0.5,
        lowerQuartile: 0.5,
        upperQuartile: 0.5,
      });
    });
  });

  describe('when a round has no reference', () => {
    it('is refused', () => {
      expect(() => pairedRatio([1, 2], [1])).toThrow(RangeError);
    });
  });
});
