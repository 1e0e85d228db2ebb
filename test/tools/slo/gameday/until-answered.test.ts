import { describe, expect, it } from 'vitest';
import { untilAnswered } from '../../../../tools/slo/gameday/until-answered.ts';

/** A look that fails some times before it answers, and how often it was made. */
const failing = (times: number) => {
  let looks = 0;
  return {
    looks: () => looks,
    look: async (): Promise<string> => {
      looks += 1;
      if (looks <= times) throw new Error(`failure ${looks}`);
      return 'an answer';
    },
  };
};

describe('untilAnswered', () => {
  it('repeats a request until it is answered', async () => {
    const { look, looks } = failing(3);
    await expect(untilAnswered(look, { everyMs: 1 })).resolves.toBe('an answer');
    expect(looks()).toBe(4);
  });

  it('fails with the last failure at its deadline', async () => {
    const { look, looks } = failing(Number.POSITIVE_INFINITY);
    const given = untilAnswered(look, { forMs: 20, everyMs: 2 });
    await expect(given).rejects.toThrow(/^failure \d+$/);
    expect(looks()).toBeGreaterThan(1);
    expect(looks()).toBeLessThan(12);
  });

  it('sends one request when there is no time for a second', async () => {
    const { look, looks } = failing(1);
    await expect(untilAnswered(look, { forMs: 0, everyMs: 1 })).rejects.toThrow('failure 1');
    expect(looks()).toBe(1);
  });
});
