import { describe, expect, it } from 'vitest';
import { slos } from '../../../lib/contract/slos.ts';
import { burnAlerts } from '../../../lib/slo/burn-alerts.ts';
import { burnAlertName } from '../../../lib/slo/names.ts';

describe('burnAlertName', () => {
  it('says whose alert it is, how urgent, and over what window', () => {
    expect(burnAlerts(slos.availability).map((alert) => burnAlertName(slos.availability, alert))).toEqual([
      'availability-page-1h',
      'availability-page-6h',
      'availability-ticket-1d',
      'availability-ticket-3d',
    ]);
  });
});
