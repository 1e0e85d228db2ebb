import { randomBytes } from 'node:crypto';

const poolBytes = 1_024;

/**
 * Numbers in [0, 1) with 8 random bits each, from a pool that is filled in one call: drawing each byte of a ULID by
 * itself took longer than all the rest of making one. A ULID's characters have 5 bits, so that none is favoured.
 */
export const createPooledRandom = (fill: (size: number) => Uint8Array = randomBytes): (() => number) => {
  let pool: Uint8Array = new Uint8Array();
  let next = 0;
  return () => {
    if (next >= pool.length) {
      pool = fill(poolBytes);
      next = 0;
    }
    const byte = pool[next] ?? 0;
    next += 1;
    return byte / 256;
  };
};
