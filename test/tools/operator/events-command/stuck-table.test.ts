import { describe, expect, it } from 'vitest';
import { ageText, stuckTable } from '../../../../tools/operator/events-command/stuck-table.ts';
import { orderIdOf } from '../../../builders/order-id-of.ts';

describe('ageText', () => {
  it.each([
    [0, '0 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [3_599_999, '59 min'],
    [3_600_000, '1 h'],
    [172_800_000, '2 d'],
    [-5, '0 s'],
  ])('formats %i ms as %j', (ms, text) => {
    expect(ageText(ms)).toBe(text);
  });
});

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
