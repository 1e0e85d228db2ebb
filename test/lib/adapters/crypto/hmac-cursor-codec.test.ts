import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHmacCursorCodec } from '../../../../lib/adapters/crypto/hmac-cursor-codec.ts';
import { aCall } from '../../../builders/a-call.ts';
import { aCodePoint } from '../../../builders/a-code-point.ts';
import { orderIdOf } from '../../../builders/order-id-of.ts';
import { aSecret } from '../../../doubles/a-secret.ts';

const options = aCall();
const codec = createHmacCursorCodec(aSecret('a key of tests'));
const scope = { callerId: 'alice', list: '["orders","alice",null]' };

const anyScope = fc.record({ callerId: fc.string({ unit: aCodePoint }), list: fc.string() });
/** Positions are ids: text that is well-formed. */
const anyPosition = fc.string({ unit: 'grapheme' });

describe('createHmacCursorCodec', () => {
  it('gives every position back in its scope', async () => {
    await fc.assert(
      fc.asyncProperty(anyPosition, anyScope, async (position, its) => {
        const cursor = await codec.encode(position, its, options);
        expect(cursor).toMatch(/^[\w-]*\.[\w-]{43}$/);
        expect(await codec.decode(cursor, its, options)).toBe(position);
      }),
    );
  });

  it('refuses a position in every other scope', async () => {
    await fc.assert(
      fc.asyncProperty(anyPosition, anyScope, anyScope, async (position, its, other) => {
        fc.pre(its.callerId !== other.callerId || its.list !== other.list);
        const cursor = await codec.encode(position, its, options);
        expect(await codec.decode(cursor, other, options)).toBeUndefined();
      }),
    );
  });

  it('distinguishes scopes with equal concatenated texts', async () => {
    const cursor = await codec.encode('p', { callerId: 'ab', list: 'c' }, options);
    expect(await codec.decode(cursor, { callerId: 'a', list: 'bc' }, options)).toBeUndefined();
  });

  it('refuses a cursor with any one character changed, left out or added', async () => {
    const cursor = await codec.encode(orderIdOf(7), scope, options);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ ';
    for (let at = 0; at < cursor.length; at += 1) {
      const [before, after] = [cursor.slice(0, at), cursor.slice(at + 1)];
      const forgeries = [...alphabet]
        .filter((character) => character !== cursor[at])
        .map((character) => before + character + after);
      for (const forged of [...forgeries, before + after, `${before}A${cursor.slice(at)}`, before]) {
        expect(await codec.decode(forged, scope, options), forged).toBeUndefined();
      }
    }
  });

  it.each(['', '.', '..', 'a', 'a.b', '=.=', '\u0000', 'é.é', 'ord_1.', '🫖'])(
    'refuses %j, which it did not make',
    async (cursor) => {
      expect(await codec.decode(cursor, scope, options)).toBeUndefined();
    },
  );

  it('refuses any text that it did not make', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: aCodePoint }), async (cursor) => {
        expect(await codec.decode(cursor, scope, options)).toBeUndefined();
      }),
    );
  });

  it('refuses a cursor of another key', async () => {
    const other = createHmacCursorCodec(aSecret('another key of tests'));
    const cursor = await other.encode(orderIdOf(7), scope, options);
    expect(await codec.decode(cursor, scope, options)).toBeUndefined();
  });

  describe('when the key is rotated', () => {
    const rotated = aSecret('key 2', { previous: 'key 1' });
    const cursorOf = (key: string) => createHmacCursorCodec(aSecret(key)).encode('ord_1', scope, options);

    it('signs with the current key', async () => {
      const cursor = await createHmacCursorCodec(rotated).encode('ord_1', scope, options);
      expect(cursor).toBe(await cursorOf('key 2'));
    });

    it('accepts cursors of the previous key, and none of an older one', async () => {
      const { decode } = createHmacCursorCodec(rotated);
      expect(await decode(await cursorOf('key 1'), scope, options)).toBe('ord_1');
      expect(await decode(await cursorOf('key 0'), scope, options)).toBeUndefined();
    });

    it('accepts cursors of a key that only other environments have read', async () => {
      const { decode } = createHmacCursorCodec(aSecret('key 1', { rotated: 'key 2' }));
      expect(await decode(await cursorOf('key 2'), scope, options)).toBe('ord_1');
    });
  });

  it('fails as its key does', async () => {
    const keyless = createHmacCursorCodec(
      Object.assign(() => Promise.reject(new Error('no key')), { previous: async () => undefined }),
    );
    await expect(keyless.decode('a.b', scope, options)).rejects.toThrow('no key');
  });
});
