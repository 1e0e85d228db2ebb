import { describe, expect, it } from 'vitest';
import { judgeFreshness } from '../../../scripts/gameday/freshness.ts';

describe('judgeFreshness', () => {
  it.each([
    ['in time', 12, { at: 12, outcome: 'good' }],
    ['just in time', 20, { at: 20, outcome: 'good' }],
    ['late, but judged at its deadline', 30, { at: 20, outcome: 'bad' }],
  ])('judges an event that is %s', (_, publishedAt, judged) => {
    expect(judgeFreshness({ occurredAt: 10, publishedAt }, 10)).toEqual(judged);
  });
});
