import { describe, expect, it } from 'vitest';
import { quantile } from '../../../../tools/bench/statistics.ts';
import { logNormal, seededRandom, untilNext } from '../../../../tools/bench/stock-shards/seeded-random.ts';

const draws = <T>(count: number, draw: () => T) => Array.from({ length: count }, draw);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('seededRandom', () => {
  it('draws the same row for the same seed, another for another', () => {
    expect(draws(10, seededRandom(7))).toEqual(draws(10, seededRandom(7)));
    expect(draws(10, seededRandom(7))).not.toEqual(draws(10, seededRandom(8)));
  });

  it('draws evenly from 0 up to 1', () => {
    const values = draws(20_000, seededRandom(1));
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...values)).toBeLessThan(1);
    for (const share of [0.1, 0.5, 0.9]) expect(quantile(values, share)).toBeCloseTo(share, 1);
  });
});

describe('logNormal', () => {
  it('has its median and, by its sigma, its tail', () => {
    const random = seededRandom(2);
    const values = draws(20_000, () => logNormal(random, 10, 0.5));
    expect(quantile(values, 0.5)).toBeCloseTo(10, 0);
    expect(quantile(values, 0.99) / 10).toBeCloseTo(Math.exp(0.5 * 2.326), 0);
  });
});

describe('untilNext', () => {
  it('is the reciprocal of the rate on average', () => {
    const random = seededRandom(3);
    expect(mean(draws(20_000, () => untilNext(random, 4)))).toBeCloseTo(0.25, 2);
  });
});
