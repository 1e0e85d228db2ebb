import { describe, expect, it } from 'vitest';
import { steadyRequests } from '../../../../tools/slo/alert-simulator/low-traffic.ts';
import { simulate } from '../../../../tools/slo/alert-simulator/simulate.ts';
import { detectionWords, outageDetection } from '../../../../tools/slo/command/detection.ts';
import { anObjective } from '../../../builders/an-objective.ts';

const objective = anObjective();

describe('outageDetection', () => {
  it.each([10, 100] as const)('equals the simulator at %d bad events an hour', (requestsPerHour) => {
    const phases = steadyRequests({ hours: 24, requestsPerHour, isBad: () => true });
    const incident = { id: 'outage', title: 'an outage', phases };
    const fires = simulate(objective, incident, { stepSeconds: 60 }).flatMap(({ alert, activations }) =>
      alert.severity === 'page' ? activations.map(({ firesAt }) => firesAt) : [],
    );
    expect(Math.abs(Math.min(...fires) - outageDetection(objective, 'page', requestsPerHour))).toBeLessThan(
      (2 * 3_600) / requestsPerHour + 60,
    );
  });

  it('is a day where even six hours have too few events', () => {
    expect(outageDetection(objective, 'page', 0.5)).toBe(86_400);
  });
});

describe('detectionWords', () => {
  it('name the page of a total outage by day and by night', () => {
    expect(detectionWords(objective)).toMatch(/^after \S+ s at 20,000 events an hour, after 30 min at 10$/);
  });
});
