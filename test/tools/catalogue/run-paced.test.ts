import { describe, expect, it } from 'vitest';
import { runPaced } from '../../../tools/catalogue/run-paced.ts';

const paceOf = (signal: AbortSignal, perSecond = 10_000) => ({
  perSecond,
  concurrency: 3,
  signal,
  now: () => performance.now(),
});

describe('runPaced', () => {
  it('begins no more items per second than permitted', async () => {
    let lastAt = 0;
    const work = async () => {
      lastAt = performance.now();
    };
    const beganAt = performance.now();
    await runPaced(Array.from({ length: 6 }), work, paceOf(new AbortController().signal, 100));
    // A timer may fire a millisecond early. A busy machine makes it later only.
    expect(lastAt - beganAt).toBeGreaterThan(45);
  });

  it('has no more items in progress than permitted, and processes all', async () => {
    const done: number[] = [];
    let running = 0;
    let most = 0;
    const work = async (item: number) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 2));
      running -= 1;
      done.push(item);
    };
    await runPaced([1, 2, 3, 4, 5, 6, 7], work, paceOf(new AbortController().signal));
    expect(most).toBe(3);
    expect(done.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('begins nothing after a failure, and throws it', async () => {
    const begun: number[] = [];
    const work = async (item: number) => {
      begun.push(item);
      if (item === 2) throw new Error('no');
    };
    const items = Array.from({ length: 50 }, (_, n) => n);
    await expect(runPaced(items, work, paceOf(new AbortController().signal))).rejects.toThrow('no');
    expect(begun.length).toBeLessThan(8);
  });

  it('begins nothing once the signal has ended', async () => {
    const ending = new AbortController();
    const begun: number[] = [];
    const work = async (item: number) => {
      begun.push(item);
      ending.abort(new Error('interrupted'));
    };
    await expect(runPaced([1, 2, 3, 4, 5], work, paceOf(ending.signal, 50))).rejects.toThrow();
    expect(begun).toEqual([1]);
  });
});
