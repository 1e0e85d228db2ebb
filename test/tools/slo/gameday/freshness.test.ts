import { describe, expect, it } from 'vitest';
import { judgeFreshness } from '../../../../tools/slo/gameday/freshness.ts';

const sweeps = [
  { startedAt: 19.9, endedAt: 20.1 },
  { startedAt: 20.9, endedAt: 21.1 },
];

describe('judgeFreshness', () => {
  it.each([
    ['in time', 12, { at: 12, outcome: 'good' }],
    ['just in time', 20, { at: 20, outcome: 'good' }],
    ['late, and judged by the first sweep after its deadline', 30, { at: 21.1, outcome: 'bad' }],
    ['late, but published before a sweep came', 20.5, { at: 20.5, outcome: 'bad' }],
  ])('judges an event that is %s', (_, publishedAt, judged) => {
    expect(judgeFreshness({ occurredAt: 10, publishedAt }, 10, sweeps)).toEqual(judged);
  });

  it('judges a late event as it is published when no sweep comes', () => {
    expect(judgeFreshness({ occurredAt: 10, publishedAt: 30 }, 10, [])).toEqual({ at: 30, outcome: 'bad' });
  });
});
