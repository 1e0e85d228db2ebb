import { describe, expect, it } from 'vitest';
import { runsOf } from '../../../tools/slo/runs.ts';

describe('runsOf', () => {
  it('begins a run where an item does not belong to the last one', () => {
    expect(runsOf([1, 2, 3, 6, 7, 9], (last, next) => next - last === 1)).toEqual([[1, 2, 3], [6, 7], [9]]);
  });

  it('has no run without items', () => {
    expect(runsOf([], () => true)).toEqual([]);
  });
});
