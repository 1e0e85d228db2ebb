import { describe, expect, it } from 'vitest';
import { httpAddress, number, time, wholeNumber } from '../../../tools/command-line/values.ts';

describe('httpAddress', () => {
  it('takes http and https, without the slash at the end', () => {
    expect(httpAddress('https://api.example/')).toBe('https://api.example');
    expect(httpAddress('http://127.0.0.1:3000')).toBe('http://127.0.0.1:3000');
  });

  it.each(['localhost:3000', 'nonsense', 'ftp://x', ''])('refuses %j', (address) => {
    expect(() => httpAddress(address)).toThrow(/^is "/);
  });

  it.each(['http://alice:secret@localhost', 'alice:secret@localhost:3000', 'http://alice:sec/ret@localhost'])(
    'never repeats the password of %j',
    (address) => {
      expect(() => httpAddress(address)).toThrow(/^contains an @\. Give an address without credentials\.$/);
    },
  );
});

describe('time', () => {
  it('takes any time zone', () => {
    expect(time('2026-07-01T14:00:00+02:00')).toBe('2026-07-01T12:00:00.000Z');
  });

  it.each(['yesterday', '2026-07-01', '2026-07-01T12:00:00', '2026-02-29T12:00:00Z'])(
    'refuses %j',
    (value) => {
      expect(() => time(value)).toThrow('Set it to a time such as 2026-07-01T12:00:00Z.');
    },
  );
});

describe('number', () => {
  const seconds = number({ least: 1, most: 60 });

  it('takes fractions', () => {
    expect(seconds('2.5')).toBe(2.5);
  });

  it.each(['', ' ', '0', '61', 'soon', 'NaN', 'Infinity'])('refuses %j', (value) => {
    expect(() => seconds(value)).toThrow('Set it to a number from 1 to 60.');
  });
});

describe('wholeNumber', () => {
  const orders = wholeNumber({ least: 0, most: 10_000_000 });

  it.each([
    ['0', 0],
    ['250', 250],
    ['1_000_000', 1_000_000],
    ['1e6', 1_000_000],
    ['1E6', 1_000_000],
    ['2.5e+6', 2_500_000],
  ])('reads %j', (value, expected) => {
    expect(orders(value)).toBe(expected);
  });

  const fractions = ['1.5', '1.0', '1e-3', '10e-1', '2.55e1'];
  const separators = ['1,000', '_1', '1_', '1__0', '1_e6', ' 1'];
  const otherForms = ['', 'Infinity', 'NaN', '0x10', '0b1', '-1', '+1', 'e6', '1e', '1e999', '10_000_001'];
  it.each([...fractions, ...separators, ...otherForms])('refuses %j', (value) => {
    expect(() => orders(value)).toThrow('Set it to a whole number from 0 to 10000000.');
  });

  it('refuses a number that is stored as another one', () => {
    const any = wholeNumber({ least: 0, most: 2 ** 60 });
    expect(any('9007199254740991')).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => any('9007199254740993')).toThrow(/^is "9007199254740993"/);
  });
});
