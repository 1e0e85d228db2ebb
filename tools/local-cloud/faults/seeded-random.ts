/** Numbers in [0, 1). */
export type Random = () => number;

/**
 * The same numbers for the same seed: a counter, each value of it scattered over 32 bits by the finalizer of
 * MurmurHash3 (Austin Appleby, public domain).
 */
export const createSeededRandom = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x85ebca6b);
    mixed ^= mixed >>> 13;
    mixed = Math.imul(mixed, 0xc2b2ae35);
    mixed ^= mixed >>> 16;
    return (mixed >>> 0) / 2 ** 32;
  };
};
