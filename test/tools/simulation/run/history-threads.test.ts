import { describe, expect, it } from 'vitest';
import { startHistoryThreads } from '../../../../tools/simulation/run/history-threads.ts';

/** The traces of histories that are simulated in this order. */
const tracesOf = async (numbers: readonly number[], threads: number) => {
  const traces = new Map<number, string>();
  const waiting = numbers.map((number) => ({ number, keepsStory: false }));
  const workers = startHistoryThreads({ seed: 'same', threads });
  try {
    await workers.run(
      () => waiting.shift(),
      ({ number, traceHash }) => {
        traces.set(number, traceHash);
        return true;
      },
    );
  } finally {
    await workers.end();
  }
  return numbers.toSorted((a, b) => a - b).map((number) => traces.get(number));
};

describe('threads that simulate histories', () => {
  it('repeat each history exactly, in any order and on any thread', { timeout: 240_000 }, async () => {
    const once = await tracesOf([0, 1, 2], 1);
    const again = await tracesOf([2, 0, 1], 2);
    expect(new Set(once).size).toBe(3);
    expect(again).toEqual(once);
  });
});
