import { describe, expect, it } from 'vitest';
import { slotMs } from '../../../lib/metrics/exact-line.ts';
import { createTally } from '../../../lib/metrics/tally.ts';

const now = 7 * slotMs + 1;
const aTally = (draw = 0) => createTally({ tableName: 'metrics', clock: () => now, random: () => draw });

/** The item that a write adds to, and by how much. */
const additionsOf = ({ Update }: ReturnType<ReturnType<typeof aTally>['writes']>[number]) => {
  const values = Update?.ExpressionAttributeValues ?? {};
  const names = Object.entries(Update?.ExpressionAttributeNames ?? {});
  return {
    key: Update?.Key,
    ...Object.fromEntries(names.map(([name, cell]) => [cell, values[name.replace('#', ':')]])),
  };
};

describe('createTally', () => {
  it('writes nothing when nothing was counted', () => {
    expect(aTally().writes()).toEqual([]);
  });

  it('adds all counts to one item of the totals', () => {
    const tally = aTally();
    const labels = { source: 'web', customer_type: 'standard' } as const;
    tally.increment('orders_created_total', labels);
    tally.increment('orders_created_total', labels);
    tally.observe('order_value_dollars', {}, 39.98);
    expect(tally.writes().map(additionsOf)).toEqual([
      { key: { pk: 'TOTAL', sk: 'events#0' }, 'oc|web|standard': 2, 'ov|50': 1, 'ov|sum': 3_998 },
    ]);
  });

  it('adds the bins of quantiles beside', () => {
    const tally = aTally();
    tally.observe('order_processing_seconds', {}, 180);
    const [totals, bins] = tally.writes().map(additionsOf);
    expect(totals).toMatchObject({ 'ps|count': 1, 'ps|whole': 180 });
    expect(bins).toMatchObject({ key: { pk: 'SKETCH#ps', sk: expect.stringContaining('000000000007#') } });
  });

  it('spreads writes over the items of the totals', () => {
    const keys = [0, 0.5, 0.999].map((draw) => {
      const tally = aTally(draw);
      tally.increment('order_service_orders_processed_total', { status: 'shipped' });
      return tally.writes()[0]?.Update?.Key;
    });
    expect(keys.map((key) => key?.['sk'])).toEqual(['events#0', 'events#16', 'events#31']);
  });
});
