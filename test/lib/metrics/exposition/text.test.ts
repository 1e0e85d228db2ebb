import { describe, expect, it } from 'vitest';
import { decimalText, floatText } from '../../../../lib/metrics/exposition/text.ts';

describe('floatText', () => {
  it.each([
    [0, '0.0'],
    [1, '1.0'],
    [0.005, '0.005'],
    [5_000, '5000.0'],
    [1e21, '1e+21'],
    [Number.POSITIVE_INFINITY, '+Inf'],
    [Number.NEGATIVE_INFINITY, '-Inf'],
    [Number.NaN, 'NaN'],
  ])('writes %d as %s', (value, text) => {
    expect(floatText(value)).toBe(text);
  });
});

describe('decimalText', () => {
  it.each([
    [0n, 100, '0'],
    [1n, 100, '0.01'],
    [10n, 100, '0.1'],
    [100n, 100, '1'],
    [12_345_678n, 1_000_000, '12.345678'],
    [9_007_199_254_740_993n, 1_000_000, '9007199254.740993'],
  ])('divides %d by %d without noise: %s', (count, parts, text) => {
    expect(decimalText(count, parts)).toBe(text);
  });
});
