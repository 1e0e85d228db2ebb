import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CursorCodec } from '../../app/ports/cursor-codec.ts';
import type { CallOptions } from '../../platform/call-options.ts';

const same = (left: string, right: string): boolean => {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/** Cursors with their position and an HMAC-SHA256 of position and scope. */
export const createHmacCursorCodec = (signingKey: (options: CallOptions) => Promise<string>): CursorCodec => {
  const encode: CursorCodec['encode'] = async (position, { callerId, list }, options) => {
    const signature = createHmac('sha256', await signingKey(options))
      .update(JSON.stringify([position, callerId, list]))
      .digest('base64url');
    return `${Buffer.from(position).toString('base64url')}.${signature}`;
  };
  return {
    encode,
    async decode(cursor, scope, options) {
      const position = Buffer.from(cursor.split('.', 1)[0] ?? '', 'base64url').toString();
      return same(cursor, await encode(position, scope, options)) ? position : undefined;
    },
  };
};
