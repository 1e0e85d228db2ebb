import { describe, expect, it } from 'vitest';
import { incidentSeconds, timedPhases } from '../../../../tools/slo/alert-simulator/incident.ts';

const incident = {
  id: 'blip',
  title: 'a blip',
  phases: [
    { seconds: 60, goodPerMinute: 10, badPerMinute: 0 },
    { seconds: 30, goodPerMinute: 0, badPerMinute: 10 },
  ],
};

describe('timedPhases', () => {
  it('puts one phase after another', () => {
    expect(timedPhases(incident)).toEqual([
      { seconds: 60, goodPerMinute: 10, badPerMinute: 0, startsAt: 0, endsAt: 60 },
      { seconds: 30, goodPerMinute: 0, badPerMinute: 10, startsAt: 60, endsAt: 90 },
    ]);
  });
});

describe('incidentSeconds', () => {
  it('is how long all phases take', () => {
    expect(incidentSeconds(incident)).toBe(90);
  });
});
