import { describe, expect, it } from 'vitest';
import { slos } from '../../../../lib/contract/slos.ts';
import { burnAlerts } from '../../../../lib/slo/burn-alerts.ts';
import { exactTraffic } from '../../../../scripts/prometheus/rule-tests/exact-traffic.ts';

const cases = Object.values(slos).flatMap((slo) => burnAlerts(slo).map((alert) => ({ slo, alert })));

describe('exactTraffic', () => {
  it.each(cases)(
    'has a whole number of bad events a minute at $alert.threshold of $slo.id',
    ({ slo, alert }) => {
      const bad = exactTraffic(alert, burnAlerts(slo)) * Number(alert.threshold);
      expect(Math.abs(bad - Math.round(bad))).toBeLessThan(1e-6);
    },
  );

  it('says so when there is none', () => {
    const [alert] = burnAlerts(slos.availability);
    if (!alert) throw new Error('availability has no alert');
    expect(() => exactTraffic({ ...alert, threshold: '0.000000001' }, [])).toThrow('no traffic is exactly');
  });
});
