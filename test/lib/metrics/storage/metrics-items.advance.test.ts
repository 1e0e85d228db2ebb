import { describe, expect, it } from 'vitest';
import { advanceActions } from '../../../../lib/metrics/storage/metrics-items.ts';

describe('advanceActions', () => {
  it('spreads all slots of a window over items that one update each can move, and touches none twice', () => {
    const bins = Object.fromEntries(Array.from({ length: 1_700 }, (_, n) => [String(n), 1]));
    const actions = advanceActions('metrics', {
      key: { fn: 'deliver-order', env: 'env-1' },
      state: { seq: 1, counts: { series: {} } },
      after: undefined,
      growth: { 'ps|count': 15_300 },
      slots: [1, 2, 3, 4, 5, 6, 7, 8, 9].map((slot) => ({ series: 'ps', slot, bins })),
      now: 0,
    });
    const updates = actions.flatMap(({ Update }) => (Update ? [Update] : []));
    const keys = updates.map(({ Key }) => JSON.stringify(Key));
    expect(new Set(keys).size).toBe(keys.length);
    for (const { ExpressionAttributeNames } of updates) {
      expect(Object.keys(ExpressionAttributeNames ?? {}).length).toBeLessThanOrEqual(251);
    }
    expect(actions.length).toBeLessThanOrEqual(100);
  });
});
