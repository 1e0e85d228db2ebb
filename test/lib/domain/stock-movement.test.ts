import { describe, expect, it } from 'vitest';
import { hasSignOf } from '../../../lib/domain/stock-movement.ts';

describe('hasSignOf', () => {
  it.each([
    ['received', 1, true],
    ['received', -1, false],
    ['received', 0, false],
    ['written_off', -1, true],
    ['written_off', 1, false],
    ['written_off', 0, false],
    ['correction', 1, true],
    ['correction', -1, true],
    ['correction', 0, false],
  ] as const)('is for %s of %i: %s', (reason, quantity, expected) => {
    expect(hasSignOf(reason, quantity)).toBe(expected);
  });
});
