import { describe, expect, it } from 'vitest';
import { slos } from '../../../lib/contract/slos.ts';
import { rehearsalAlerts, toleranceWith } from '../../../scripts/gameday/rehearsal-timing.ts';

describe('rehearsalAlerts', () => {
  it('have a minute for an hour, and the thresholds of production', () => {
    const [page] = rehearsalAlerts({ ...slos.availability, target: '99.9', windowDays: 30 });
    expect(page).toMatchObject({ longMinutes: 1, shortMinutes: 5 / 60, threshold: '0.0144', factor: '14.4' });
  });
});

describe('toleranceWith', () => {
  it('adds up what an event waits for', () => {
    expect(toleranceWith(0.5)('availability-page-1h')).toBe(1 + 1 + 0.25 + 0.5);
  });

  it('is a run of the sweeper more for events that are late', () => {
    expect(toleranceWith(0.5)('event-freshness-page-1h')).toBe(1 + 1 + 0.25 + 0.5 + 1);
  });
});
