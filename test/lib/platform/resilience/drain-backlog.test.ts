import { describe, expect, it } from 'vitest';
import { drainBacklog, nextAttemptAt } from '../../../../lib/platform/resilience/drain-backlog.ts';
import { aCall } from '../../../builders/a-call.ts';

async function* itemsOf<T>(items: readonly T[], failure?: Error) {
  yield* items;
  if (failure) throw failure;
}

/** Drains items that became due at 0, at the time 1,000. */
const drain = (
  items: AsyncIterable<number>,
  {
    work = async () => true,
    putOff = async () => undefined,
    options = aCall(),
  }: {
    work?: (item: number) => Promise<boolean>;
    putOff?: (item: number, until: number) => Promise<void>;
    options?: ReturnType<typeof aCall>;
  } = {},
) => {
  const failures: unknown[] = [];
  const settings = { clock: () => 1_000, concurrency: 3, reserveMs: 100, onOldestDue: () => undefined };
  const onFailure = (_: number, reason: unknown) => void failures.push(reason);
  const result = drainBacklog({ items, dueSince: () => 0, work, putOff, onFailure }, settings, options);
  return { result, failures };
};

describe('drainBacklog', () => {
  it('has as many items in progress as it may', async () => {
    let [active, most] = [0, 0];
    const work = async () => {
      active += 1;
      most = Math.max(most, active);
      await new Promise(setImmediate);
      active -= 1;
      return true;
    };
    const { result } = drain(itemsOf([1, 2, 3, 4, 5, 6, 7, 8]), { work });
    expect(await result).toEqual({ found: 8, done: 8, failed: 0, complete: true });
    expect(most).toBe(3);
  });

  it('does not count an item with nothing left to do', async () => {
    const { result } = drain(itemsOf([1, 2]), { work: async (item) => item === 1 });
    expect(await result).toMatchObject({ found: 2, done: 1, failed: 0 });
  });

  it('puts off an item that fails, and continues when that fails, too', async () => {
    const moved: unknown[] = [];
    const putOff = async (item: number, until: number) => {
      moved.push([item, until]);
      throw new Error('not put off');
    };
    const work = async (item: number) => {
      if (item === 1) throw new Error('broken');
      return true;
    };
    const { result, failures } = drain(itemsOf([1, 2]), { work, putOff });
    expect(await result).toEqual({ found: 2, done: 1, failed: 1, complete: true });
    expect(moved).toEqual([[1, 31_000]]);
    expect(failures).toEqual([new Error('broken'), new Error('not put off')]);
  });

  it.each([
    ['the reserve has begun', { deadline: 1_100 }],
    ['the call is aborted', { signal: AbortSignal.abort() }],
  ])('starts no item when %s', async (_, options) => {
    const { result } = drain(itemsOf([1]), { options: aCall(options) });
    expect(await result).toEqual({ found: 0, done: 0, failed: 0, complete: false });
  });

  it('fails when the backlog cannot be read, after the items in progress', async () => {
    let ended = 0;
    const work = async () => {
      await new Promise(setImmediate);
      ended += 1;
      return true;
    };
    const { result } = drain(itemsOf([1, 2], new Error('unreadable')), { work });
    await expect(result).rejects.toThrow('unreadable');
    expect(ended).toBe(2);
  });
});

describe('nextAttemptAt', () => {
  it.each([
    ['at least half a minute', 1_000, 30_000],
    ['as long as the item has been due', 120_000, 120_000],
    ['at most ten minutes', 86_400_000, 600_000],
  ])('waits %s', (_, ageMs, delayMs) => {
    expect(nextAttemptAt(0, ageMs)).toBe(ageMs + delayMs);
  });
});
