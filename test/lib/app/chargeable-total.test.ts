import { describe, expect, it } from 'vitest';
import { assertChargeable, isChargeable } from '../../../lib/app/chargeable-total.ts';
import { money } from '../../../lib/domain/money.ts';

describe('isChargeable', () => {
  it.each([
    [0, true],
    [1, false],
    [49, false],
    [50, true],
    [99_999_999, true],
    [100_000_000, false],
  ])('is for %i cents: %s', (cents, chargeable) => {
    expect(isChargeable(money(cents, 'USD'))).toBe(chargeable);
  });
});

describe('assertChargeable', () => {
  it('rejects a total, and states the chargeable range', () => {
    expect(() => assertChargeable(money(49, 'USD'))).toThrow(
      expect.objectContaining({
        code: 'ORD-006',
        status: 422,
        details: {
          total: { amount: 49, currency: 'USD' },
          minimum: { amount: 50, currency: 'USD' },
          maximum: { amount: 99_999_999, currency: 'USD' },
        },
      }),
    );
  });

  it('accepts a total of 0', () => {
    expect(() => assertChargeable(money(0, 'USD'))).not.toThrow();
  });
});
