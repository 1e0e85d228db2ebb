import fc from 'fast-check';

/**
 * Any Unicode character but half of a pair, as the `unit` of `fc.string`. The own unit `binary` of fast-check fills a
 * map of a million characters in each thread that uses it.
 */
export const aCodePoint = fc
  .oneof(
    fc.integer({ min: 0, max: 0xff }),
    fc.integer({ min: 0x100, max: 0xd7ff }),
    fc.integer({ min: 0xe000, max: 0x10ffff }),
  )
  .map((point) => String.fromCodePoint(point));
