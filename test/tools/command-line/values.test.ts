import { describe, expect, it } from 'vitest';
import { httpAddress, number, time } from '../../../tools/command-line/values.ts';

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
