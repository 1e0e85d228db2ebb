import { describe, expect, it } from 'vitest';
import { assumedTable } from '../../../../tools/bench/stock-shards/measure-stock-shards.ts';
import { type Sale, simulateSale } from '../../../../tools/bench/stock-shards/simulate-sale.ts';

/** Transactions that last long: one stock item takes about ten a second. */
const simulate = (change: Partial<Sale>) =>
  simulateSale({
    ...assumedTable,
    medianLatencyMs: 160,
    seed: 1,
    stockShards: 1,
    offeredPerSecond: 30,
    warmUpSeconds: 0.2,
    seconds: 2,
    ...change,
  });

describe('simulateSale', () => {
  it('comes out the same for the same seed', async () => {
    const [one, same, other] = [await simulate({}), await simulate({}), await simulate({ seed: 2 })];
    expect(one).toEqual(same);
    expect(one).not.toEqual(other);
  });

  it('answers every order, with an order or SYS-004 when one item takes fewer', async () => {
    const { offered, accepted, errors } = await simulate({ seconds: 4 });
    expect(offered).toBeGreaterThan(100);
    expect(Object.keys(errors)).toEqual(['SYS-004']);
    expect(accepted + (errors['SYS-004'] ?? 0)).toBe(offered);
  });

  it('accepts more on more stock items', async () => {
    const accepted: number[] = [];
    for (const stockShards of [1, 4]) accepted.push((await simulate({ stockShards, seconds: 4 })).accepted);
    expect(accepted[1]).toBeGreaterThan(accepted[0] ?? Number.POSITIVE_INFINITY);
  });

  it('accepts everything while orders do not meet', async () => {
    const { conflicts, errors } = await simulate({ medianLatencyMs: 10, offeredPerSecond: 1, seconds: 20 });
    expect([conflicts, errors]).toEqual([0, {}]);
  });
});
