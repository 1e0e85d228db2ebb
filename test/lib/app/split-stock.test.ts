import { describe, expect, it } from 'vitest';
import type { ContendedProduct, StockContention } from '../../../lib/app/ports/stock-contention.ts';
import { markContention, splitStock } from '../../../lib/app/split-stock.ts';
import { aCall } from '../../builders/a-call.ts';

const now = Date.parse('2026-07-01T12:00:00.000Z');
const timeOf = (ms: number) => new Date(now + ms).toISOString();

const minute = 60_000;
const hour = 60 * minute;

/** Runs the job once. @param numbers of stock items before and after, unless the product cannot be changed. */
const run = async (
  marked: readonly ContendedProduct[],
  reshard: StockContention['reshard'] = async (_, next) => ({
    before: 4,
    after: next({ stockShards: 4, minStockShards: 1 }),
  }),
) => {
  const done: string[] = [];
  const result = await splitStock({
    contention: {
      async *listMarked() {
        yield* marked;
      },
      reshard,
      forget: async ({ sku }) => void done.push(`forgets ${sku}`),
    },
    clock: () => now,
    intervalMs: minute,
    calmMs: hour,
    onSplit: (sku, shards) => done.push(`${sku} split ${shards}`),
    onMerge: (sku, shards) => done.push(`${sku} merged ${shards}`),
    onFailure: (sku) => done.push(`${sku} failed`),
  })(aCall());
  return { done, result };
};

const marked = (markedAt: number, reshardedAt?: number): ContendedProduct => ({
  sku: 'A',
  markedAt: timeOf(markedAt),
  ...(reshardedAt !== undefined && { reshardedAt: timeOf(reshardedAt) }),
});

describe('splitStock in contention', () => {
  it('doubles the stock items of a product that was marked for the first time', async () => {
    const { done, result } = await run([marked(-1)]);
    expect(done).toEqual(['A split 8']);
    expect(result).toEqual({ split: 1, merged: 0 });
  });

  it.each([
    ['was not marked since its last change', -90_000, -80_000],
    ['was changed within the interval', -1, -59_999],
  ])('keeps a product unchanged that %s', async (_, markedAt, reshardedAt) => {
    expect((await run([marked(markedAt, reshardedAt)])).done).toEqual([]);
  });

  it('splits a product again that was marked since, after the interval', async () => {
    expect((await run([marked(-1, -minute)])).done).toEqual(['A split 8']);
  });

  it('continues with the other products when one fails, is gone or has the maximum of stock items', async () => {
    const products = ['A', 'B', 'C', 'D'].map((sku) => ({ sku, markedAt: timeOf(-1) }));
    const { done, result } = await run(products, async (sku) => {
      if (sku === 'A') throw new Error('broken');
      if (sku === 'B') return undefined;
      return { before: 20, after: sku === 'C' ? 20 : 40 };
    });
    expect(done).toEqual(['A failed', 'D split 40']);
    expect(result).toEqual({ split: 1, merged: 0 });
  });
});

describe('splitStock in calm', () => {
  it.each([
    ['was split and not marked since', -hour - 1, -hour],
    ['was never split', -hour, undefined],
  ])('halves the stock items of a product that %s for an hour', async (_, markedAt, reshardedAt) => {
    const { done, result } = await run([marked(markedAt, reshardedAt)]);
    expect(done).toEqual(['A merged 2']);
    expect(result).toEqual({ split: 0, merged: 1 });
  });

  it('waits for the hour after a mark, and after each merge', async () => {
    expect((await run([marked(-hour + 1, -2 * hour)])).done).not.toContain('A merged 2');
    expect((await run([marked(-2 * hour, -hour + 1)])).done).toEqual([]);
  });

  it('forgets a product that has no stock item to spare', async () => {
    const reshard: StockContention['reshard'] = async (_, next) => ({
      before: 4,
      after: next({ stockShards: 4, minStockShards: 4 }),
    });
    expect((await run([marked(-hour)], reshard)).done).toEqual(['forgets A']);
  });

  it('tries again later when the product changes meanwhile', async () => {
    expect((await run([marked(-hour)], async () => undefined)).done).toEqual([]);
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
