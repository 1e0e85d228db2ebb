import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compare,
  decimalPlaces,
  dividedBy,
  errorBudget,
  isDecimal,
  minus,
  times,
} from '../../../lib/slo/decimal.ts';

/** Decimals of up to eight digits, with the number of hundred-thousandths that they stand for. */
const decimals = fc.integer({ min: 0, max: 99_999_999 }).map((units) => ({
  units: BigInt(units),
  text: `${Math.floor(units / 100_000)}.${String(units % 100_000).padStart(5, '0')}`,
}));

const fromUnits = (units: bigint, scale: number): string => {
  const digits = units.toString().padStart(scale + 1, '0');
  return `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
};

describe('isDecimal', () => {
  it.each(['0', '7', '99.9', '0.001', '100', '99.90'])('takes %s', (text) => {
    expect(isDecimal(text)).toBe(true);
  });

  it.each(['', '.5', '5.', '-1', '+1', '1e3', '01', '1,5', ' 1', '1\n', 'NaN', '0x1'])(
    'refuses %j',
    (text) => {
      expect(isDecimal(text)).toBe(false);
    },
  );
});

describe('decimalPlaces', () => {
  it('counts the digits after the point as they are written', () => {
    expect(['99', '99.9', '99.950'].map(decimalPlaces)).toEqual([0, 1, 3]);
  });
});

describe('errorBudget', () => {
  it.each([
    ['99.9', '0.001'],
    ['99', '0.01'],
    ['99.5', '0.005'],
    ['99.95', '0.0005'],
    ['99.99999', '0.0000001'],
    ['0', '1'],
    ['100', '0'],
  ])('of a target of %s percent is %s', (target, budget) => {
    expect(errorBudget(target)).toBe(budget);
  });

  it('of more than everything does not exist', () => {
    expect(() => errorBudget('100.1')).toThrow(RangeError);
  });
});

describe('times', () => {
  it('has no noise where floating point has', () => {
    expect(times('14.4', '0.001')).toBe('0.0144');
    expect(times('3', '0.1')).toBe('0.3');
    expect(times('0', '14.4')).toBe('0');
    expect(times('2.50', '4')).toBe('10');
  });

  it('is exact for all decimals', () => {
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        expect(compare(times(a.text, b.text), fromUnits(a.units * b.units, 10))).toBe(0);
      }),
    );
  });

  it('refuses a text that is no decimal', () => {
    expect(() => times('14,4', '1')).toThrow(new RangeError('"14,4" is not a decimal number'));
  });
});

describe('minus', () => {
  it('takes one decimal from another', () => {
    expect(minus('100', '99.9')).toBe('0.1');
    expect(minus('1.25', '1.25')).toBe('0');
  });

  it('is undone by comparing with the difference taken away again', () => {
    fc.assert(
      fc.property(decimals, decimals, (a, b) => {
        fc.pre(a.units >= b.units);
        expect(compare(minus(a.text, minus(a.text, b.text)), b.text)).toBe(0);
      }),
    );
  });

  it('refuses a difference under zero', () => {
    expect(() => minus('1', '1.1')).toThrow(new RangeError('1 - 1.1 is less than zero'));
  });
});

describe('dividedBy', () => {
  it('gives a finite quotient in full', () => {
    expect(dividedBy('864', '60', 6)).toBe('14.4');
    expect(dividedBy('0', '60', 6)).toBe('0');
  });

  it('rounds half a unit up', () => {
    expect(dividedBy('4032', '4320', 6)).toBe('0.933333');
    expect(dividedBy('2', '3', 4)).toBe('0.6667');
    expect(dividedBy('1', '8', 2)).toBe('0.13');
    expect(dividedBy('0.5', '0.04', 0)).toBe('13');
  });

  it('refuses to divide by zero', () => {
    expect(() => dividedBy('1', '0.0', 6)).toThrow(new RangeError('1 cannot be divided by zero'));
  });
});

describe('compare', () => {
  it('orders decimals by value, not by text', () => {
    expect(compare('9.5', '10')).toBe(-1);
    expect(compare('10', '9.50')).toBe(1);
    expect(compare('0.90', '0.9')).toBe(0);
  });
});
