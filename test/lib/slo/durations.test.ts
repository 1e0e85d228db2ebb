import { describe, expect, it } from 'vitest';
import { timeWords, windowText, windowWords } from '../../../lib/slo/durations.ts';

describe('windowText', () => {
  it.each([
    [5, '5m'],
    [60, '1h'],
    [90, '1h30m'],
    [1_440, '1d'],
    [4_320, '3d'],
    [43_200, '30d'],
    [0.25, '15s'],
    [1 / 12, '5s'],
  ])('writes %d minutes as %s', (minutes, text) => {
    expect(windowText(minutes)).toBe(text);
  });

  it.each([0, -5, 0.001, Number.NaN])('refuses %d minutes', (minutes) => {
    expect(() => windowText(minutes)).toThrow(new RangeError(`${minutes} minutes is not a valid window`));
  });
});

describe('windowWords', () => {
  it.each([
    [1, '1 minute'],
    [5, '5 minutes'],
    [60, '1 hour'],
    [1_530, '1 day 1 hour 30 minutes'],
    [43_200, '30 days'],
  ])('words %d minutes as %s', (minutes, words) => {
    expect(windowWords(minutes)).toBe(words);
  });
});

describe('timeWords', () => {
  it.each([
    [1, '1 ms'],
    [999, '999 ms'],
    [1_000, '1 s'],
    [1_500, '1.5 s'],
    [29_000, '29 s'],
  ])('words %i ms as %s', (ms, words) => {
    expect(timeWords(ms)).toBe(words);
  });
});
