import { monotonicFactory } from 'ulid';
import { describe, expect, it } from 'vitest';
import { createPooledRandom } from '../../../lib/platform/pooled-random.ts';

describe('createPooledRandom', () => {
  it('gives each byte of the pool once, and then refills it', () => {
    const fills: number[] = [];
    const random = createPooledRandom((size) => {
      fills.push(size);
      return Uint8Array.of(0, 64, 255);
    });
    expect(Array.from({ length: 4 }, random)).toEqual([0, 0.25, 255 / 256, 0]);
    expect(fills).toHaveLength(2);
  });

  it('favours no character of a ULID', () => {
    let next = 0;
    const everyByte = createPooledRandom(() => Uint8Array.from({ length: 256 }, () => next++));
    const characters = Array.from({ length: 256 }, () => Math.floor(everyByte() * 32));
    const counts = new Map<number, number>();
    for (const character of characters) counts.set(character, (counts.get(character) ?? 0) + 1);
    expect([...counts.values()]).toEqual(Array.from({ length: 32 }, () => 8));
  });

  it('makes ULIDs that differ in every millisecond', () => {
    const newUlid = monotonicFactory(createPooledRandom());
    const ids = Array.from({ length: 1_000 }, (_, time) => newUlid(1_000 + time));
    expect(new Set(ids).size).toBe(1_000);
  });
});
