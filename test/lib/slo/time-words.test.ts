import { describe, expect, it } from 'vitest';
import { timeWords } from '../../../lib/slo/time-words.ts';

describe('timeWords', () => {
  it.each([
    [1, '1 ms'],
    [999, '999 ms'],
    [1_000, '1 s'],
    [1_500, '1.5 s'],
    [29_000, '29 s'],
  ])('says %i ms as %s', (ms, words) => {
    expect(timeWords(ms)).toBe(words);
  });
});
