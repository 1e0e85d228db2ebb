import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createVirtualTime } from '../../../../tools/bench/stock-shards/virtual-time.ts';

describe('createVirtualTime', () => {
  it('runs tasks in the order of their times, then of their scheduling', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 20 })), async (delays) => {
        const time = createVirtualTime(1_000);
        const seen: { at: number; place: number }[] = [];
        for (const [place, ms] of delays.entries())
          time.after(ms, () => seen.push({ at: time.now(), place }));
        await time.runUntil(1_020);
        const expected = delays
          .map((ms, place) => ({ at: 1_000 + ms, place }))
          .sort((a, b) => a.at - b.at || a.place - b.place);
        expect(seen).toEqual(expected);
        expect(time.now()).toBe(1_020);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps tasks after the end for the next run, and drops cancelled ones', async () => {
    const time = createVirtualTime(0);
    const seen: string[] = [];
    time.after(11, () => seen.push('later'));
    time.after(5, () => seen.push('called off'))();
    await time.runUntil(10);
    expect(seen).toEqual([]);
    await time.runUntil(11);
    expect(seen).toEqual(['later']);
  });

  it('settles promises before the next task', async () => {
    const time = createVirtualTime(0);
    const moments: number[] = [];
    const twice = async () => {
      for (const ms of [3, 4]) {
        await new Promise<void>((resolve) => time.after(ms, resolve));
        moments.push(time.now());
      }
    };
    void twice();
    time.after(5, () => moments.push(time.now()));
    await time.runUntil(100);
    expect(moments).toEqual([3, 5, 7]);
  });
});
