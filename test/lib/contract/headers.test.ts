import { describe, expect, it } from 'vitest';
import { correlationIdPattern } from '../../../lib/contract/headers.ts';

describe('correlationIdPattern', () => {
  it.each([8, 64])('takes %i characters', (length) => {
    expect(correlationIdPattern.test('a'.repeat(length))).toBe(true);
  });

  it.each([0, 7, 65, 10_000])('refuses %i characters', (length) => {
    expect(correlationIdPattern.test('a'.repeat(length))).toBe(false);
  });

  it.each(['a b c d e', 'abcdefgh\n', '\nabcdefgh', 'abcdéfgh', 'abcdefg"', '{abcdefg}', 'a.b.c.d.e'])(
    'refuses %j',
    (text) => {
      expect(correlationIdPattern.test(text)).toBe(false);
    },
  );

  it('takes a UUID', () => {
    expect(correlationIdPattern.test(crypto.randomUUID())).toBe(true);
  });
});
