import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addMoney,
  type Currency,
  formatMoney,
  majorUnits,
  money,
  multiplyMoney,
  sameMoney,
} from '../../../lib/domain/money.ts';

const usd = (amount: number) => money(amount, 'USD');
const foreign = { amount: 1, currency: 'EUR' as Currency };

const amounts = fc.integer({ min: 0, max: 2 ** 50 });
const notAmounts = fc.oneof(
  fc.double().filter((value) => !Number.isSafeInteger(value)),
  fc.integer({ max: -1 }),
  fc.constantFrom(2 ** 53, Number.MAX_VALUE, Number.NaN, Number.POSITIVE_INFINITY, -0.5),
);

describe('money', () => {
  it('is an amount in minor units and a currency', () => {
    expect(usd(1_999)).toEqual({ amount: 1_999, currency: 'USD' });
  });

  it('is never a fraction, negative, unsafe or not a number', () => {
    fc.assert(
      fc.property(notAmounts, (amount) => {
        expect(() => usd(amount)).toThrow(RangeError);
      }),
    );
  });

  it('has one zero', () => {
    expect(Object.is(usd(-0).amount, 0)).toBe(true);
  });
});

describe('addMoney', () => {
  it('is exact', () => {
    fc.assert(
      fc.property(amounts, amounts, (left, right) => {
        expect(BigInt(addMoney(usd(left), usd(right)).amount)).toBe(BigInt(left) + BigInt(right));
      }),
    );
  });

  it('does not depend on order or grouping', () => {
    fc.assert(
      fc.property(amounts, amounts, amounts, (a, b, c) => {
        expect(addMoney(addMoney(usd(a), usd(b)), usd(c))).toEqual(
          addMoney(usd(a), addMoney(usd(c), usd(b))),
        );
      }),
    );
  });

  it('refuses a sum that would not be exact', () => {
    expect(() => addMoney(usd(Number.MAX_SAFE_INTEGER), usd(1))).toThrow(RangeError);
  });

  it('refuses mixed currencies', () => {
    expect(() => addMoney(usd(1), foreign)).toThrow('cannot add EUR to USD');
  });
});

describe('multiplyMoney', () => {
  it('is exact, or refuses', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.nat(100_000), (amount, factor) => {
        const exact = BigInt(amount) * BigInt(factor);
        if (exact > BigInt(Number.MAX_SAFE_INTEGER)) {
          expect(() => multiplyMoney(usd(amount), factor)).toThrow(RangeError);
        } else {
          expect(BigInt(multiplyMoney(usd(amount), factor).amount)).toBe(exact);
        }
      }),
    );
  });

  it('is repeated addition', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.integer({ min: 1, max: 50 }), (amount, factor) => {
        const sum = Array.from({ length: factor - 1 }, () => usd(amount)).reduce(addMoney, usd(amount));
        expect(multiplyMoney(usd(amount), factor)).toEqual(sum);
      }),
    );
  });

  it.each([1.5, 0.5, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the factor %s', (factor) => {
    expect(() => multiplyMoney(usd(200), factor)).toThrow(RangeError);
    expect(() => multiplyMoney(usd(0), factor)).toThrow(RangeError);
  });
});

describe('sameMoney', () => {
  it('compares amount and currency', () => {
    expect(sameMoney(usd(1), usd(1))).toBe(true);
    expect(sameMoney(usd(1), usd(2))).toBe(false);
    expect(sameMoney(usd(1), foreign)).toBe(false);
  });
});

describe('majorUnits', () => {
  it('is dollars', () => {
    expect(majorUnits(usd(1_999))).toBe(19.99);
  });

  it.each([
    ['JPY', 1_999],
    ['USD', 19.99],
    ['KWD', 1.999],
  ])('has the digits of %s', (currency, units) => {
    expect(majorUnits({ amount: 1_999, currency }, { JPY: 0, USD: 2, KWD: 3 })).toBe(units);
  });

  it('refuses a currency whose digits are unknown', () => {
    expect(() => majorUnits(foreign)).toThrow('the minor digits of EUR are unknown');
  });
});

describe('formatMoney', () => {
  it('shows all minor digits', () => {
    expect(formatMoney(usd(1_900))).toBe('19.00 USD');
  });
});
