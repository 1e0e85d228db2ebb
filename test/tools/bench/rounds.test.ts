import { describe, expect, it } from 'vitest';
import { interleave } from '../../../tools/bench/rounds.ts';

describe('interleave', () => {
  it('measures everybody once per round and keeps the rounds in order', async () => {
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
