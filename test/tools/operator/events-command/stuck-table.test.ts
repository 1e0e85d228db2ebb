import { describe, expect, it } from 'vitest';
import { stuckTable } from '../../../../tools/operator/events-command/stuck-table.ts';
import { orderIdOf } from '../../../builders/order-id-of.ts';

describe('stuckTable', () => {
  it('names five versions of an order at most', () => {
    const order = {
      orderId: orderIdOf(1),
      oldestAt: '2026-07-01T12:00:00.000Z',
      state: 'unpublished',
      versions: [1, 2, 3, 4, 5, 6, 7],
    } as const;
    const [, row] = stuckTable([order], Date.parse('2026-07-01T12:01:00.000Z')).split('\n');
    expect(row).toMatch(/1 min {2}unpublished {10}1, 2, 3, 4, 5 and 2 more$/);
  });
});
