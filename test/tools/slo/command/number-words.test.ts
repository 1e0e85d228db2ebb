import { describe, expect, it } from 'vitest';
import {
  countWords,
  durationWords,
  exactPercent,
  percent,
} from '../../../../tools/slo/command/number-words.ts';

describe('durationWords', () => {
  it.each([
    [0.6, '0.6 s'],
    [4, '4 s'],
    [51.84, '52 s'],
    [59.94, '1 min'],
    [129.6, '2.2 min'],
    [3_470.4, '57.8 min'],
    [3_600.06, '1 h'],
    [12_960, '3.6 h'],
    [129_470, '36 h'],
    [258_941, '3 d'],
    [undefined, 'never'],
  ])('words %d s as %s', (seconds, words) => {
    expect(durationWords(seconds)).toBe(words);
  });
});

describe('percent', () => {
  it('rounds to some decimals', () => {
    expect([percent(0.99954, 2), percent(-0.5, 2), percent(1, 2)]).toEqual(['99.95 %', '-50 %', '100 %']);
  });
});

describe('exactPercent', () => {
  it('moves the point and rounds nothing', () => {
    expect(['0.0144', '0.0000001', '1'].map(exactPercent)).toEqual(['1.44 %', '0.00001 %', '100 %']);
  });
});

describe('countWords', () => {
  it('is a whole number in thousands', () => {
    expect(countWords(1_234_567.6)).toBe('1,234,568');
  });
});
