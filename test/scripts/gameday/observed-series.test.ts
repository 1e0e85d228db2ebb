import { describe, expect, it } from 'vitest';
import { spansOf } from '../../../scripts/gameday/observed-series.ts';

const points = (...times: readonly number[]) => times.map((at) => ({ at, value: 1 }));

describe('spansOf', () => {
  it('ends a span at the first evaluation without a sample', () => {
    expect(spansOf('a', points(10, 11, 12), 100)).toEqual([{ alert: 'a', firesAt: 10, clearsAt: 13 }]);
  });

  it('begins another after a gap', () => {
    expect(spansOf('a', points(10, 11, 20), 100)).toEqual([
      { alert: 'a', firesAt: 10, clearsAt: 12 },
      { alert: 'a', firesAt: 20, clearsAt: 21 },
    ]);
  });

  it('leaves a span open that goes on at the end', () => {
    expect(spansOf('a', points(98, 99, 100), 100.5)).toEqual([{ alert: 'a', firesAt: 98 }]);
  });

  it('has none without samples', () => {
    expect(spansOf('a', [], 100)).toEqual([]);
  });
});
