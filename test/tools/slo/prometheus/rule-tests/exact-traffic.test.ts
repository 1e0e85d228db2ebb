import { describe, expect, it } from 'vitest';
import { slos } from '../../../../../lib/contract/slos.ts';
import { burnAlerts } from '../../../../../lib/slo/burn-alerts.ts';
import { exactTraffic } from '../../../../../tools/slo/prometheus/rule-tests/exact-traffic.ts';
import { declarations, declaredAs } from '../../../../harness/slo/declarations.ts';

const cases = Object.values(slos).flatMap((slo) => burnAlerts(slo).map((alert) => ({ slo, alert })));

describe('exactTraffic', () => {
  it.each(cases)(
    'has a whole number of bad events a minute at $alert.threshold of $slo.id',
    ({ slo, alert }) => {
      const bad = exactTraffic(alert, burnAlerts(slo)) * Number(alert.threshold);
      expect(Math.abs(bad - Math.round(bad))).toBeLessThan(1e-6);
    },
  );

  it('has enough bad events for one more to be under a two-thousandth, however low the threshold', () => {
    for (const declared of declarations.flatMap((declaration) => declaredAs(declaration))) {
      const alerts = burnAlerts(declared);
      for (const alert of alerts) {
        const bad = exactTraffic(alert, alerts) * Number(alert.threshold) * alert.shortMinutes;
        expect(bad).toBeGreaterThan(2_000);
      }
    }
  });

  it('says so when there is none', () => {
    const [alert] = burnAlerts({ target: '99.9', windowDays: 30, minBadEvents: 5, trickleBadEvents: 5 });
    if (!alert) throw new Error('there is no alert');
    // No number of events tells the two apart, but doubles do.
    const nearly = { ...alert, threshold: `${alert.threshold}00000000001` };
    expect(() => exactTraffic(alert, [nearly])).toThrow(`no traffic is exactly at ${alert.threshold}`);
  });
});
