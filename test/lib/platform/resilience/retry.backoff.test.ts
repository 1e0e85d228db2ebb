import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBackoff } from '../../../../lib/platform/resilience/retry.ts';

const waitsOf = (baseMs: number, capMs: number, draws: readonly number[]) => {
  const rest = [...draws];
  const nextWaitMs = createBackoff({ baseMs, capMs, random: () => rest.shift() ?? 0 });
  return draws.map(() => nextWaitMs());
};

describe('createBackoff', () => {
  it('doubles the bound of each wait up to the cap', () => {
    const almostOne = 1 - Number.EPSILON;
    const waits = waitsOf(50, 300, Array<number>(5).fill(almostOne));
    expect(waits.map(Math.round)).toEqual([50, 100, 200, 300, 300]);
  });

  it('draws each wait from nothing up to its bound', () => {
    const draw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(
        fc.nat(1_000),
        fc.nat(20_000),
        fc.array(draw, { minLength: 1, maxLength: 30 }),
        (baseMs, capMs, draws) => {
          waitsOf(baseMs, capMs, draws).forEach((wait, n) => {
            const bound = Math.min(capMs, baseMs * 2 ** n);
            expect(wait).toBeCloseTo((draws[n] ?? 0) * bound, 6);
            expect(wait).toBeGreaterThanOrEqual(0);
            expect(wait).toBeLessThanOrEqual(bound);
          });
        },
      ),
    );
  });
});
