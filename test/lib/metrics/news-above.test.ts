import { describe, expect, it } from 'vitest';
import { newsAbove } from '../../../lib/metrics/news-above.ts';

const publishedOf = (...values: readonly number[]): readonly number[] => {
  const published: number[] = [];
  const report = newsAbove(10, (value) => published.push(value));
  for (const value of values) report(value);
  return published;
};

describe('newsAbove', () => {
  it('keeps values up to the bound', () => {
    expect(publishedOf(0, 10, 3)).toEqual([]);
  });

  it('publishes a value above the bound', () => {
    expect(publishedOf(0, 11)).toEqual([11]);
  });

  it('publishes the return to rest, and every value after it', () => {
    expect(publishedOf(0, 11, 10, 0, 0)).toEqual([11, 10, 0, 0]);
  });
});
