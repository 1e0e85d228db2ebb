import { describe, expect, it } from 'vitest';
import { createExpiringMap } from '../../../lib/platform/expiring-map.ts';

describe('createExpiringMap', () => {
  const aMap = (maxEntries = 3) => {
    let now = 0;
    const map = createExpiringMap<number>({ ttlMs: 1_000, maxEntries, clock: () => now });
    const advance = (ms: number) => {
      now += ms;
    };
    return { map, advance };
  };

  it('keeps a value until its lifetime ends', () => {
    const { map, advance } = aMap();
    map.set('a', 1);
    advance(999);
    expect(map.get('a')).toBe(1);
    advance(1);
    expect(map.get('a')).toBeUndefined();
  });

  it('restarts the lifetime of a value that is set again', () => {
    const { map, advance } = aMap();
    map.set('a', 1);
    advance(999);
    map.set('a', 2);
    advance(999);
    expect(map.get('a')).toBe(2);
  });

  it('evicts the value that was set first', () => {
    const { map } = aMap(2);
    map.set('a', 1);
    map.set('b', 2);
    map.set('a', 3);
    map.set('c', 4);
    expect(['a', 'b', 'c'].map(map.get)).toEqual([3, undefined, 4]);
  });
});
