import { describe, expect, it } from 'vitest';
import {
  itemBytes,
  queryUnits,
  transactionalUnits,
} from '../../../../tools/bench/metrics/aggregation-cost.ts';

describe('itemBytes', () => {
  it.each([
    [{ pk: 'TOTAL' }, 7],
    [{ n: 5 }, 3],
    [{ n: 1_000 }, 3],
    [{ n: 12_345 }, 5],
    [{ ä: 'ö' }, 4],
    [{ b: new Uint8Array(10) }, 11],
    [{}, 0],
  ])('measures %j as %i', (item, bytes) => {
    expect(itemBytes(item)).toBe(bytes);
  });

  it('measures a number beyond those of JavaScript', () => {
    expect(itemBytes({ n: 12_345_678_901_234_567_890n })).toBe(12);
  });
});

describe('capacity units', () => {
  it.each([
    [1, 2],
    [1_024, 2],
    [1_025, 4],
  ])('are, to write %i bytes in a transaction, %i', (bytes, units) => {
    expect(transactionalUnits(bytes)).toBe(units);
  });

  it.each([
    [4_096, 1],
    [4_097, 2],
  ])('are, to read %i bytes in a query, %i', (bytes, units) => {
    expect(queryUnits(bytes)).toBe(units);
  });
});
