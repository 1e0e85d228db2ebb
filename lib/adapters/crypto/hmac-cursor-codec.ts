import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CursorCodec, CursorScope } from '../../app/ports/cursor-codec.ts';
import type { RotatedSecret } from '../../platform/secrets/secret.ts';

const same = (left: string, right: string): boolean => {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
};

const sign = (position: string, { callerId, list }: CursorScope, key: string): string => {
  const signature = createHmac('sha256', key)
    .update(JSON.stringify([position, callerId, list]))
    .digest('base64url');
  return `${Buffer.from(position).toString('base64url')}.${signature}`;
};

/**
 * Cursors with their position and an HMAC-SHA256 of position and scope. The current key signs. A cursor is also valid
 * by the previous key, and by a key that another environment has read since this one read its own.
 */
export const createHmacCursorCodec = (signingKey: RotatedSecret): CursorCodec => ({
  encode: async (position, scope, options) => sign(position, scope, await signingKey(options)),

  async decode(cursor, scope, options) {
    const position = Buffer.from(cursor.split('.', 1)[0] ?? '', 'base64url').toString();
    const isSignedBy = (key: string | undefined) =>
      key !== undefined && same(cursor, sign(position, scope, key));
    const current = await signingKey(options);
    const isValid =
      isSignedBy(current) ||
      isSignedBy(await signingKey.previous(options)) ||
      isSignedBy(await signingKey(options, current));
    return isValid ? position : undefined;
  },
});
