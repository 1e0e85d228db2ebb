import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sanitize } from '../../../../lib/platform/logging/log-sanitizer.ts';
import { aCodePoint } from '../../../builders/a-code-point.ts';

/** Parts of what is replaced in texts, and texts like them. */
const pieces = fc.constantFrom(
  ...['eyJhbGciOiJSUzI1NiJ9', 'EYJ', '.', 'c2lnbmF0dXJl', 'Bearer ', 'bearer%20', 'bEARER', '0123abc'],
  ...[
    'sk_live_',
    'rk_test_',
    'pk_live_',
    'SK_LIVE_',
    'whsec_',
    'WHSEC_',
    'pi_1A',
    '_secret_',
    '_SECRET_',
    'secret',
  ],
  ...[
    'alice',
    '@',
    '%40',
    'example.com',
    '4242',
    ' 4242',
    '-4242',
    '4242424242424242',
    '  ',
    '\u001b[31m',
    '\u2028',
  ],
  ...[
    '\u202e',
    '\u0085',
    '\n',
    'é',
    '日本',
    '\ud800',
    'ord_01J9ZQ3W8E8F8F8F8F8F8F8F8F',
    '2026-11-30T12:00:00.000Z',
  ],
);

const texts = fc
  .array(fc.oneof({ weight: 4, arbitrary: pieces }, fc.string({ maxLength: 8, unit: aCodePoint })), {
    maxLength: 12,
  })
  .map((parts) => parts.join(''));

// A letter beyond ASCII is not replaced, and a text that has one is compared with all patterns.
const marked = (text: string) => `é ${text}`;

describe('sanitize of a text that only one pattern is compared with', () => {
  it('replaces the same parts as with all patterns', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(sanitize(marked(text))).toBe(marked(sanitize(text) as string));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('sanitize of an object with keys that were seen before', () => {
  const keys = fc.oneof(
    pieces,
    texts,
    fc.constantFrom('__proto__', 'userId', 'customerId', 'apiKey', 'e-mail', 'plain'),
  );
  const objects = fc
    .array(fc.tuple(keys, fc.oneof(texts, fc.integer(), fc.constant(null))), { maxLength: 8 })
    .map((entries) => Object.fromEntries(entries));

  it('gives the same members as the first time', () => {
    fc.assert(
      fc.property(objects, (object) => {
        const first = Object.entries(sanitize(object) as object);
        expect(Object.entries(sanitize(object) as object)).toEqual(first);
        expect(first.length).toBe(new Set(first.map(([name]) => name)).size);
      }),
    );
  });

  it('keeps a member named __proto__ a member', () => {
    const object = JSON.parse('{"__proto__":{"admin":true}}');
    expect(JSON.stringify(sanitize(object))).toBe('{"__proto__":{"admin":true}}');
    expect(Object.getPrototypeOf(sanitize(object))).toBe(Object.prototype);
  });

  it('redacts the value of a secret key each time', () => {
    const passwords = [1, 2, 3].map((n) => sanitize({ password: `text ${n}` }));
    expect(passwords).toEqual([
      { password: '[redacted]' },
      { password: '[redacted]' },
      { password: '[redacted]' },
    ]);
  });
});
