import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../../../tools/slo/alert-simulator/incident.ts';
import { knownHistory } from '../../../../../tools/slo/prometheus/rule-tests/known-history.ts';
import { anObjective } from '../../../../builders/an-objective.ts';

const hour = 3_600;
const traffic = { goodPerMinute: 1, badPerMinute: 0 };

const knownAt = (hours: number, lostHours = 0): number => {
  const incident: Incident = {
    id: 'it',
    title: 'it',
    phases: [
      { seconds: lostHours * hour, ...traffic, series: 'none' },
      { seconds: (40 * 24 - lostHours) * hour, ...traffic },
    ],
  };
  const looking = { scrapeSeconds: 60, evaluationSeconds: 24 * hour };
  return knownHistory(anObjective({ windowDays: 30 }), incident, looking)(hours * hour);
};

describe('knownHistory', () => {
  it('is a step before a step has been seen', () => {
    expect(knownAt(5)).toBe(6 * hour);
  });

  it('grows from the sample that was there at the first step', () => {
    // The sample at six hours is there: no range of a day begins then.
    expect(knownAt(48)).toBe((48 - 6 + 6) * hour);
    expect(knownAt(48, 7)).toBe((48 - 12 + 6) * hour + 60);
  });

  it('is never more than the window', () => {
    expect(knownAt(39 * 24)).toBe(30 * 24 * hour);
  });
});
