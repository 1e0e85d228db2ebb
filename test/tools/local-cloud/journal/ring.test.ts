import { describe, expect, it } from 'vitest';
import { createRing } from '../../../../tools/local-cloud/journal/ring.ts';

describe('createRing', () => {
  it('keeps the newest entries in their order, and reports each that it drops', () => {
    const dropped: number[] = [];
    const ring = createRing<number>(3, (entry) => dropped.push(entry));
    for (let entry = 1; entry <= 20; entry += 1) {
      ring.add(entry);
      expect(ring.entries()).toEqual([entry - 2, entry - 1, entry].filter((kept) => kept > 0));
    }
    expect(dropped).toEqual(Array.from({ length: 17 }, (_, index) => index + 1));
  });
});
