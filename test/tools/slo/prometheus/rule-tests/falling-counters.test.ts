import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { burnAlerts } from '../../../../../lib/slo/burn-alerts.ts';
import { objectiveProblems } from '../../../../../lib/slo/check-objectives.ts';
import { fourBadDays, worseAndWorse } from '../../../../../tools/slo/prometheus/rule-tests/own-incidents.ts';
import { thresholdIncidents } from '../../../../../tools/slo/prometheus/rule-tests/threshold-tests.ts';
import { anObjective } from '../../../../builders/an-objective.ts';

/** At these, the bad events that an alert waits for are a little less than whole minutes of only bad ones. */
const nearlyWholeMinutes: readonly (readonly [target: string, windowDays: number])[] = [
  ['96.9', 28],
  ['91.9', 7],
  ['93.05556', 30],
  ['93.056', 30],
  ['97.68519', 90],
];

/** The incidents of an objective's generated tests in which a counter would fall while it is not reset. */
const withFallingCounters = (target: string, windowDays: number): readonly string[] => {
  const objective = anObjective({ target, windowDays });
  const incidents = [
    worseAndWorse(objective),
    fourBadDays(objective),
    ...burnAlerts(objective).flatMap(thresholdIncidents),
  ];
  return incidents
    .filter(({ phases }) => phases.some((phase) => phase.goodPerMinute < 0 || phase.badPerMinute < 0))
    .map(({ id }) => id);
};

describe('counters of generated tests', () => {
  it.each(nearlyWholeMinutes)('do not fall at a target of %s percent in %d days', (target, windowDays) => {
    expect(withFallingCounters(target, windowDays)).toEqual([]);
  });

  it('do not fall for any declaration', () => {
    const targets = fc
      .integer({ min: 1, max: 3_000_000 })
      .map((hundredThousandths) => (100 - hundredThousandths / 100_000).toFixed(5));
    fc.assert(
      fc.property(targets, fc.integer({ min: 7, max: 90 }), (target, windowDays) => {
        fc.pre(objectiveProblems(anObjective({ target, windowDays })).length === 0);
        expect(withFallingCounters(target, windowDays)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
