import { describe, expect, it } from 'vitest';
import { slos } from '../../../../../lib/contract/slos.ts';
import { burnAlerts } from '../../../../../lib/slo/burn-alerts.ts';
import { edgeMinutes, exactTraffic } from '../../../../../tools/slo/prometheus/rule-tests/exact-traffic.ts';
import { declarations, declaredAs } from '../../../../harness/slo/declarations.ts';

const cases = Object.values(slos).flatMap((slo) => burnAlerts(slo).map((alert) => ({ slo, alert })));

describe('exactTraffic', () => {
  it.each(cases)('has a whole number of bad events a minute at $alert.threshold of $slo.id', ({ alert }) => {
    const bad = exactTraffic(alert) * Number(alert.threshold);
    expect(Math.abs(bad - Math.round(bad))).toBeLessThan(1e-6);
  });

  it('has enough bad events at every threshold for one more to be under a two-thousandth', () => {
    for (const declared of declarations.flatMap((declaration) => declaredAs(declaration))) {
      for (const alert of burnAlerts(declared)) {
        const seen = alert.shortMinutes - 2 * edgeMinutes;
        const bad = exactTraffic(alert) * Number(alert.threshold) * seen;
        expect(bad).toBeGreaterThan(2_000);
      }
    }
  });

  it('refuses a threshold without exact traffic', () => {
    const [alert] = burnAlerts({ target: '99.9', windowDays: 30, minBadEvents: 5, trickleBadEvents: 5 });
    if (!alert) throw new Error('there is no alert');
    const withoutSamples = { ...alert, shortMinutes: 2 * edgeMinutes };
    expect(() => exactTraffic(withoutSamples)).toThrow(`no traffic is exactly at ${alert.threshold}`);
  });
});
