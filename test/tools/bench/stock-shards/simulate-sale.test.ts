import { describe, expect, it } from 'vitest';
import { assumedTable } from '../../../../tools/bench/stock-shards/measure-stock-shards.ts';
import { type Sale, simulateSale } from '../../../../tools/bench/stock-shards/simulate-sale.ts';

const simulate = (change: Partial<Sale>) =>
  simulateSale({
    ...assumedTable,
    seed: 1,
    stockShards: 1,
    offeredPerSecond: 500,
    warmUpSeconds: 0.2,
    seconds: 1,
    ...change,
  });

describe('simulateSale', () => {
  it('comes out the same for the same seed', async () => {
    const [one, same, other] = [await simulate({}), await simulate({}), await simulate({ seed: 2 })];
    expect(one).toEqual(same);
    expect(one).not.toEqual(other);
  });

  it('answers every order, with an order or a refusal', async () => {
    const { offered, accepted, refused } = await simulate({});
    expect(offered).toBeGreaterThan(400);
    expect(accepted + refused).toBe(offered);
  });

  it('accepts about what arrivals that do not wait for one another let through one item', async () => {
    // Erlang's loss formula for one server; the few retries add little.
    const meanHeldMs = assumedTable.medianLatencyMs * Math.exp(0.5 ** 2 / 2) * assumedTable.heldShare;
    const { offered, accepted } = await simulate({ offeredPerSecond: 1_000, seconds: 2 });
    expect(accepted / offered).toBeCloseTo(1 / (1 + meanHeldMs), 1);
  });

  it('accepts more on more stock items', async () => {
    const accepted: number[] = [];
    for (const stockShards of [1, 4, 16]) accepted.push((await simulate({ stockShards })).accepted);
    expect(accepted).toEqual(accepted.toSorted((a, b) => a - b));
    expect(new Set(accepted).size).toBe(3);
  });

  it('accepts everything while orders do not meet', async () => {
    const { conflicts, refused } = await simulate({ offeredPerSecond: 1, seconds: 20 });
    expect([conflicts, refused]).toEqual([0, 0]);
  });
});
