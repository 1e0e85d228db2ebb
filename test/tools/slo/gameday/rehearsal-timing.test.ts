import { describe, expect, it } from 'vitest';
import { slos } from '../../../../lib/contract/slos.ts';
import { rehearsalAlerts } from '../../../../tools/slo/gameday/rehearsal-timing.ts';

describe('rehearsalAlerts', () => {
  it('have a minute for an hour, and the thresholds of production', () => {
    const [page] = rehearsalAlerts({ ...slos.availability, target: '99.9', windowDays: 30 });
    expect(page).toMatchObject({ longMinutes: 1, shortMinutes: 5 / 60, threshold: '0.0144', factor: '14.4' });
  });
});
