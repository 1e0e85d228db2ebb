import { describe, expect, it } from 'vitest';
import { freshnessEvents } from '../../../scripts/gameday/freshness.ts';

describe('freshnessEvents', () => {
  const held = [{ from: 100, to: 130 }];

  it.each([
    ['at once while all is well', 50, { at: 50, outcome: 'good' }],
    ['at its deadline when it is held for longer', 105, { at: 115, outcome: 'bad' }],
    ['at the end of the hold when that comes in time', 125, { at: 130, outcome: 'good' }],
    ['at once after it', 130, { at: 130, outcome: 'good' }],
  ])('judges an event %s', (_, changedAt, judged) => {
    expect(freshnessEvents([changedAt], held, 10)).toEqual([judged]);
  });
});
