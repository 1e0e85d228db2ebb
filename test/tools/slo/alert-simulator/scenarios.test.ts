import { describe, expect, it } from 'vitest';
import type { Phase } from '../../../../tools/slo/alert-simulator/incident.ts';
import { scenarios } from '../../../../tools/slo/alert-simulator/scenarios.ts';

describe('scenarios', () => {
  const phases: readonly Phase[] = Object.values(scenarios).flatMap((scenario) => [...scenario.phases]);

  it('are named by their ids', () => {
    expect(Object.values(scenarios).map(({ id }) => id)).toEqual(Object.keys(scenarios));
  });

  it('have phases of whole minutes and rates of whole numbers, which every platform counts alike', () => {
    const uneven = phases.filter(
      ({ seconds, goodPerMinute, badPerMinute }) =>
        seconds % 60 !== 0 || !Number.isSafeInteger(goodPerMinute) || !Number.isSafeInteger(badPerMinute),
    );
    expect(uneven).toEqual([]);
  });
});
