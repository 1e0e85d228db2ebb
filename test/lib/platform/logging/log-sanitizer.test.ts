import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sanitize } from '../../../../lib/platform/logging/log-sanitizer.ts';
import { aCodePoint } from '../../../builders/a-code-point.ts';

const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJlLWNhbmFyeQ';
/** Processor time in milliseconds: how long it takes on a free machine. */
const processorMs = (work: () => unknown): number => {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
};
/** A cut text without the count of its characters, which can hold the digits of a card. */
const keptOf = (text: string): string => (sanitize(text) as string).replace(/… \(\d+ characters\)$/, '');
const textOf = (value: unknown): string => JSON.stringify(sanitize(value)) ?? '';

describe('sanitize', () => {
  describe('when a text could forge or hide a line', () => {
    it.each([
      ['CRLF', '\r\n{"level":"ERROR"}'],
      ['an ANSI sequence', '\u001b[2J\u001b[31mred'],
      ['a C1 control', 'a\u009b31mred'],
      ['NUL', 'a\u0000b'],
      ['NEL', 'a\u0085b'],
      ['a line separator', 'a\u2028b\u2029c'],
      ['a right-to-left override', 'a\u202egpj.exe'],
      ['an isolate', 'a\u2066b\u2069'],
      ['a direction mark', 'a\u200fb\u061cc'],
    ])('replaces %s', (_, text) => {
      const clean = sanitize(text) as string;
      expect(clean).toContain('\ufffd');
      expect(clean).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
    });

    it('replaces them in keys, too', () => {
      expect(sanitize({ 'a\r\nb': 1 })).toEqual({ 'a\ufffd\ufffdb': 1 });
    });

    it('keeps only the line breaks of a stack', () => {
      const error = new Error('broken');
      error.stack = 'Error: broken\u001b[31m\r\n  at line 1';
      expect(sanitize(error)).toMatchObject({ stack: 'Error: broken\ufffd[31m\ufffd\n  at line 1' });
    });

    it('leaves any text on one line', () => {
      fc.assert(
        fc.property(fc.string({ unit: aCodePoint }), (text) => {
          expect(sanitize(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u);
        }),
      );
    });
  });

  describe('when a text is long', () => {
    it('truncates 10 kB and states the original length', () => {
      const clean = sanitize('x'.repeat(10_240)) as string;
      expect(clean).toMatch(/^x{1024}… \(10240 characters\)$/);
    });

    it('truncates a long key', () => {
      expect(textOf({ ['k'.repeat(10_240)]: 1 }).length).toBeLessThan(200);
    });

    it('needs less than 500 ms of processor time for long texts', () => {
      const error = Object.assign(new Error('x'), { stack: `${'a'.repeat(1_000_000)}@` });
      const texts = [
        'a.'.repeat(500_000),
        'eyJ'.repeat(300_000),
        'bearer '.repeat(100_000),
        '4 '.repeat(500_000),
      ];
      expect(processorMs(() => sanitize([error, ...texts]))).toBeLessThan(500);
    });

    it.each([
      ['an e-mail address', 'alice.canary@example.com'],
      ['a token', jwt],
      ['a card number', '4111 1111 1111 1111'],
    ])('shows no part of %s at the truncation', (_, secret) => {
      for (let shown = 1; shown < secret.length; shown++) {
        expect(keptOf(`${'.'.repeat(1_023 - shown)} ${secret}`)).not.toMatch(/canary|eyJ|4111/);
      }
    });

    it('shows no part of a secret, after any other secrets and at any truncation', () => {
      const secrets = fc.constantFrom(
        ...[
          jwt,
          `eyJ${'canary'.repeat(200)}.canary.canary`,
          'Bearer canary-opaque',
          'sk_live_canary',
          'whsec_canary',
        ],
        ...['pi_canary_secret_canary', `alice.canary@${'canary.'.repeat(9)}com`, '4111 1111 1111 1111'],
      );
      const texts = fc.array(
        fc.oneof(
          secrets,
          fc.integer({ min: 1, max: 700 }).map((length) => '.'.repeat(length)),
        ),
        { maxLength: 30 },
      );
      fc.assert(
        fc.property(texts, (parts) => {
          expect(keptOf(parts.join(' '))).not.toMatch(/canary|eyJ|4111/);
        }),
        { numRuns: 2_000 },
      );
    });
  });

  describe('when a text holds a secret', () => {
    it.each([
      ['a JSON Web Token', jwt],
      ['a token that is glued to other text', `access_token_${jwt}`],
      ['a percent-encoded bearer token', `Bearer%20${jwt}`],
      ['an encrypted token', `eyJhbGciOiJkaXIifQ..c2lnbmF0dXJlLWNhbmFyeQ.canary.canary`],
      ['a bearer credential', 'Authorization: Bearer canary-opaque-token'],
      ['a payment key', 'sk_live_canary0123456789'],
      ['an e-mail address', 'alice+canary@example.co.uk'],
      ['a card number', '4111111111111111'],
      ['a card number with spaces', '4111 1111 1111 1111'],
      ['a card number with hyphens', '5500-0000-0000-0004'],
    ])('redacts %s', (_, text) => {
      const clean = sanitize(`before ${text} after`) as string;
      expect(clean).toContain('[redacted]');
      expect(clean).toMatch(/^before .* after$/);
      expect(clean).not.toMatch(/canary|4111|5500/);
    });

    it.each([
      'authorization',
      'Cookie',
      'password',
      'clientSecret',
      'accessToken',
      'apiKey',
      'Idempotency-Key',
      'email',
    ])('redacts any value under %s', (key) => {
      expect(sanitize({ [key]: { deep: 'canary' } })).toEqual({ [key]: '[redacted]' });
    });
  });

  describe('when the id of a customer looks like a secret', () => {
    // Each by `printf %s <id> | shasum -a 256`.
    it.each([
      ['an e-mail address', 'alice@example.com', 'ff8d9819fc0e12bf0d24892e45987e24'],
      ['a card number', '4111111111111111', '9bbef19476623ca56c17da75fd57734d'],
    ])('hashes %s, so that operators find it', (_, id, hash) => {
      expect(sanitize({ userId: id })).toEqual({ userId: `sha256:${hash}` });
      expect(sanitize({ details: { customerId: id } })).toEqual({
        details: { customerId: `sha256:${hash}` },
      });
    });

    it.each(['auth0|alice.canary@example.com', jwt, 'sk_live_canary', 'canary\r\n', 'canary'.repeat(200)])(
      'shows no part of "%s"',
      (id) => {
        expect(sanitize({ userId: id })).toEqual({ userId: expect.stringMatching(/^sha256:[0-9a-f]{32}$/) });
      },
    );

    it.each(['alice', 'auth0|5f7c8ec7c33c6c004bbafe82', '0b1b7a4e-1f0d-4f7f-9d77-5a1f1f6b9a10'])(
      'keeps "%s", which does not',
      (id) => {
        expect(sanitize({ userId: id })).toEqual({ userId: id });
      },
    );
  });

  describe('when a text only looks like one', () => {
    it.each([
      ['an order id', 'ord_01JZ8X9K7MQ2R4T6V8W0Y1Z3A5'],
      ['a UUID', '0b1b7a4e-1f0d-4f7f-9d77-5a1f1f6b9a10'],
      ['a time', '2026-07-01T12:00:00.000Z'],
      ['milliseconds since 1970', '1782907200000'],
      ['a number that is no card number', '4111111111111112'],
      ['a SKU', 'TEA-001'],
      ['a route', 'POST /api/v1/orders'],
      ['an emoji', 'Grüner Tee 🍵'],
    ])('keeps %s', (_, text) => {
      expect(sanitize(text)).toBe(text);
    });

    it.each([0, -1, 1.5, 1_782_907_200_000, true, false, null, undefined])('keeps the value %s', (value) => {
      expect(sanitize(value)).toBe(value);
    });

    it('writes a date as its time', () => {
      expect(sanitize({ at: new Date(0) })).toEqual({ at: '1970-01-01T00:00:00.000Z' });
    });
  });

  describe('when a value is not plain data', () => {
    it('ends a cycle', () => {
      const cyclic: Record<string, unknown> = { name: 'loop' };
      cyclic['self'] = cyclic;
      expect(textOf(cyclic)).toContain('[too deep]');
    });

    it('bounds output and time for a wide cycle', () => {
      const wide: unknown[] = [];
      for (let count = 0; count < 30; count++) wide.push(wide, { wide });
      const took = processorMs(() => expect(textOf({ wide }).length).toBeLessThan(200_000));
      expect(took).toBeLessThan(500);
    });

    it('shows the first of many entries', () => {
      expect(sanitize(Array.from({ length: 100_000 }, (_, n) => n))).toHaveLength(30);
      const record = Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => [`k${n}`, n]));
      expect(Object.keys(sanitize(record) as object)).toHaveLength(30);
    });

    it.each([
      [
        'a getter that throws',
        {
          get trap() {
            throw new Error('no');
          },
        },
      ],
      [
        'a proxy that throws',
        new Proxy(
          {},
          {
            ownKeys: () => {
              throw new Error('no');
            },
          },
        ),
      ],
      [
        'a revoked proxy',
        (() => {
          const { proxy, revoke } = Proxy.revocable({}, {});
          revoke();
          return proxy;
        })(),
      ],
      ['an error with a message that is no text', Object.assign(new Error(), { message: { a: 1 } })],
      ['an error without a name', Object.assign(new Error('x'), { name: undefined })],
      ['an error with a stack that is no text', Object.assign(new Error('x'), { stack: 7 })],
      [
        'an error whose message throws',
        Object.defineProperty(new Error(), 'message', {
          get: () => {
            throw new Error('no');
          },
        }),
      ],
      ['an object without a prototype', Object.assign(Object.create(null), { a: 1 })],
      ['an invalid date', new Date(Number.NaN)],
      ['a symbol', Symbol('canary')],
      ['a function', () => 'canary'],
      ['a bigint', 2n ** 64n],
      ['a typed array', new Uint8Array(1_000_000)],
      ['a map', new Map([['a', 1]])],
      ['a half of a surrogate pair', '\ud800'],
    ])('survives %s', (_, value) => {
      expect(() => JSON.stringify({ value: sanitize(value), inside: sanitize({ value }) })).not.toThrow();
    });

    it('does not let a key change a prototype', () => {
      const clean = sanitize(JSON.parse('{"__proto__":{"admin":true}}')) as Record<string, unknown>;
      expect(Object.getPrototypeOf(clean)).toBe(Object.prototype);
    });
  });

  describe('when it is an error', () => {
    it('keeps name, message, stack and the whole chain of causes', () => {
      const root = new TypeError('root');
      const error = new Error('outer', { cause: new Error('inner', { cause: root }) });
      expect(sanitize(error)).toMatchObject({
        name: 'Error',
        message: 'outer',
        stack: expect.stringContaining('log-sanitizer.test'),
        cause: { message: 'inner', cause: { name: 'TypeError', message: 'root' } },
      });
    });

    it('ends a chain that goes in circles', () => {
      const error: Error = new Error('loop');
      error.cause = error;
      expect(textOf(error)).toContain('[too deep]');
    });

    it('keeps the errors of an AggregateError', () => {
      expect(textOf(new AggregateError([new Error('connect ECONNREFUSED')]))).toContain('ECONNREFUSED');
    });

    it('redacts secrets in message, stack and cause', () => {
      const error = new Error(`bad ${jwt}`, { cause: 'mail to canary@example.com' });
      expect(textOf(error)).not.toMatch(/canary|eyJ/);
    });
  });
});
