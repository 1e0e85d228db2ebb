import { describe, expect, it } from 'vitest';
import type { ContendedProduct } from '../../../lib/app/ports/stock-contention.ts';
import { markContention, splitStock } from '../../../lib/app/split-stock.ts';
import { aCall } from '../../builders/a-call.ts';

const now = Date.parse('2026-07-01T12:00:00.000Z');
const timeOf = (ms: number) => new Date(now + ms).toISOString();

describe('splitStock', () => {
  const run = async (
    marked: readonly ContendedProduct[],
    split: (sku: string) => Promise<number | undefined> = async () => 2,
  ) => {
    const done: string[] = [];
    const failed: string[] = [];
    const result = await splitStock({
      contention: {
        async *listMarked() {
          yield* marked;
        },
        split,
      },
      clock: () => now,
      intervalMs: 60_000,
      onSplit: (sku, shards) => done.push(`${sku} ${shards}`),
      onFailure: (sku) => failed.push(sku),
    })(aCall());
    return { done, failed, result };
  };

  it('splits a product that was marked for the first time', async () => {
    const { done, result } = await run([{ sku: 'A', markedAt: timeOf(-1) }]);
    expect(done).toEqual(['A 2']);
    expect(result).toEqual({ split: 1 });
  });

  it.each([
    ['was not marked since its last split', -90_000, -80_000],
    ['was split within the interval', -1, -59_999],
  ])('leaves a product as it is that %s', async (_, markedAt, splitAt) => {
    const { done } = await run([{ sku: 'A', markedAt: timeOf(markedAt), splitAt: timeOf(splitAt) }]);
    expect(done).toEqual([]);
  });

  it('splits a product again that was marked since, after the interval', async () => {
    const { done } = await run([{ sku: 'A', markedAt: timeOf(-1), splitAt: timeOf(-60_000) }]);
    expect(done).toEqual(['A 2']);
  });

  it('goes on with the other products when one fails or cannot be split', async () => {
    const marked = ['A', 'B', 'C'].map((sku) => ({ sku, markedAt: timeOf(-1) }));
    const { done, failed } = await run(marked, async (sku) => {
      if (sku === 'A') throw new Error('broken');
      return sku === 'B' ? undefined : 4;
    });
    expect([done, failed]).toEqual([['C 4'], ['A']]);
  });
});

describe('markContention', () => {
  const setUp = (fail = false) => {
    let time = now;
    const marks: string[] = [];
    const failed: string[] = [];
    const mark = markContention({
      contention: {
        mark: async (sku, at) => {
          if (fail) throw new Error('broken');
          marks.push(`${sku} ${at}`);
        },
      },
      clock: () => time,
      intervalMs: 10_000,
      onFailure: (sku) => failed.push(sku),
    });
    return {
      mark: (...skus: string[]) => mark(skus, aCall()),
      marks,
      failed,
      pass: (ms: number) => {
        time += ms;
      },
    };
  };

  it('marks a product once per interval', async () => {
    const { mark, marks, pass } = setUp();
    await mark('A');
    pass(9_999);
    await mark('A', 'B');
    pass(1);
    await mark('A');
    expect(marks).toEqual([`A ${timeOf(0)}`, `B ${timeOf(9_999)}`, `A ${timeOf(10_000)}`]);
  });

  it('reports a failure, and does not reject', async () => {
    const { mark, failed } = setUp(true);
    await mark('A');
    expect(failed).toEqual(['A']);
  });
});
