import { describe, expect, it } from 'vitest';
import { decimalOf } from '../../../tools/catalogue/format-catalogue.ts';

describe('decimalOf', () => {
  it.each([
    [1999, 2, '19.99'],
    [5, 2, '0.05'],
    [0, 2, '0.00'],
    [500, 0, '500'],
    [0, 0, '0'],
    [1250, 3, '1.250'],
  ])('writes %i minor units with %i digits as %s', (amount, digits, text) => {
    expect(decimalOf(amount, digits)).toBe(text);
  });
});
