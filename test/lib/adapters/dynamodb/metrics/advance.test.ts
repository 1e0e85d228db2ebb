import { describe, expect, it } from 'vitest';
import { advanceActions } from '../../../../../lib/adapters/dynamodb/metrics/advance.ts';

describe('advanceActions', () => {
  it('spreads a slot over items that one update each can move, and touches none twice', () => {
    const bins = Object.fromEntries(Array.from({ length: 1_200 }, (_, n) => [String(n - 200), 1]));
    const actions = advanceActions('metrics', {
      key: { fn: 'deliver-order', env: 'env-1' },
      state: { seq: 1, counts: { series: {} } },
      after: undefined,
      growth: { 'ps|count': 1_200 },
      slots: [1, 2].map((slot) => ({ series: 'ps', slot, bins })),
      now: 0,
    });
    const updates = actions.flatMap(({ Update }) => (Update ? [Update] : []));
    const keys = updates.map(({ Key }) => JSON.stringify(Key));
    expect(new Set(keys).size).toBe(keys.length);
    for (const { ExpressionAttributeNames } of updates) {
      expect(Object.keys(ExpressionAttributeNames ?? {}).length).toBeLessThanOrEqual(101);
    }
    expect(actions.length).toBeLessThanOrEqual(100);
  });
});
