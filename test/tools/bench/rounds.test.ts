import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { interleave, shuffle } from '../../../tools/bench/rounds.ts';

describe('interleave', () => {
  it('measures every subject once per round and keeps the rounds in order', async () => {
    let current = 0;
    const measured = await interleave({
      ids: ['a', 'b'],
      rounds: 3,
      inRound: async (round, run) => {
        current = round;
        await run();
      },
      measure: async (id) => `${id}${current}`,
    });
    expect(measured).toEqual({ a: ['a1', 'a2', 'a3'], b: ['b1', 'b2', 'b3'] });
  });
});

describe('shuffle', () => {
  it('keeps every value', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), (values) => {
        expect(shuffle(values).toSorted()).toEqual(values.toSorted());
      }),
    );
  });

  it('leaves its argument as it is', () => {
    const values = Object.freeze([1, 2, 3]);
    expect(shuffle(values, () => 0.99)).toEqual([3, 2, 1]);
    expect(values).toEqual([1, 2, 3]);
  });

  it('makes every order equally likely', () => {
    const orders = [0, 1, 2].flatMap((first) =>
      [0, 1].map((second) => {
        const draws = [(first + 0.5) / 3, (second + 0.5) / 2, 0.5];
        return shuffle(['a', 'b', 'c'], () => draws.shift() ?? 0).join('');
      }),
    );
    expect(new Set(orders).size).toBe(6);
  });
});
