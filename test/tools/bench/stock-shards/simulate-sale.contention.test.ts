import { describe, expect, it } from 'vitest';
import { quantile } from '../../../../tools/bench/statistics.ts';
import { contentionScenarios } from '../../../../tools/bench/stock-shards/measure-contention.ts';
import { simulateSale } from '../../../../tools/bench/stock-shards/simulate-sale.ts';

const { buyersAtOnce, steady, busy } = contentionScenarios;

describe('contention for one stock item', () => {
  it.each([1, 2, 3])('sells 50 units to 200 buyers at once exactly (seed %i)', async (seed) => {
    const { offered, accepted, errors, left } = await simulateSale({ ...buyersAtOnce, seed });
    expect({ offered, accepted, errors, left }).toEqual({
      offered: 200,
      accepted: 50,
      errors: { 'ORD-004': 150 },
      left: 0,
    });
  });

  it('accepts 99.95 % of 20 orders per second', async () => {
    const { offered, accepted } = await simulateSale(steady);
    expect(offered).toBeGreaterThan(2_000);
    expect(accepted / offered).toBeGreaterThanOrEqual(0.9995);
  });

  it('accepts 99 % of 100 orders per second, with a p99 below 2 s', async () => {
    const { offered, accepted, latenciesMs } = await simulateSale(busy);
    expect(offered).toBeGreaterThan(1_900);
    expect(accepted / offered).toBeGreaterThanOrEqual(0.99);
    expect(quantile(latenciesMs, 0.99)).toBeLessThan(2_000);
  });
});
