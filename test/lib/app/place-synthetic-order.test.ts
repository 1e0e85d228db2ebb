import { describe, expect, it } from 'vitest';
import { placeSyntheticOrder } from '../../../lib/app/place-synthetic-order.ts';
import type { Storefront } from '../../../lib/app/ports/storefront.ts';
import { calmly } from '../../harness/shop/calmly.ts';

const run = async (storefront?: Partial<Storefront>) => {
  const told: unknown[] = [];
  const report = await placeSyntheticOrder({
    storefront: storefront && {
      placeOrder: async () => 'ord_1',
      cancelOrder: async () => {},
      ...storefront,
    },
    onOutcome: (outcome) => told.push(outcome),
    onFailure: (error) => told.push((error as Error).message),
  })(calmly);
  return { report, told };
};

describe('placeSyntheticOrder', () => {
  it('completes an order that is placed and cancelled', async () => {
    const cancelled: string[] = [];
    const { report, told } = await run({ cancelOrder: async (id) => void cancelled.push(id) });
    expect([report, told, cancelled]).toEqual([{ outcome: 'completed' }, ['completed'], ['ord_1']]);
  });

  it.each(['placeOrder', 'cancelOrder'] as const)('counts one failure when %s fails', async (step) => {
    const fail = async () => {
      throw new Error(step);
    };
    expect(await run({ [step]: fail })).toEqual({ report: { outcome: 'failed' }, told: ['failed', step] });
  });

  it('counts nothing where no address is configured', async () => {
    expect(await run()).toEqual({ report: { outcome: 'not configured' }, told: [] });
  });
});
