import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeSorted } from '../../../../lib/platform/dynamodb/merge-sorted.ts';

async function* generate(items: readonly string[], onEnd = () => {}): AsyncGenerator<string, void> {
  try {
    yield* items;
  } finally {
    onEnd();
  }
}

const keyOf = (item: string) => item;

describe('mergeSorted', () => {
  it('has every item of every source, in order', async () => {
    const word = fc.string({ maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(word), { maxLength: 5 }), async (lists) => {
        const sources = lists.map((list) => generate(list.sort()));
        const merged: string[] = [];
        for await (const item of mergeSorted(sources, keyOf)) merged.push(item);
        expect(merged).toEqual(lists.flat().sort());
      }),
    );
  });

  it('closes its sources when the reader stops early', async () => {
    let ended = 0;
    const sources = [['a', 'c'], ['b']].map((list) => generate(list, () => (ended += 1)));
    for await (const item of mergeSorted(sources, keyOf)) if (item === 'a') break;
    expect(ended).toBe(2);
  });
});
