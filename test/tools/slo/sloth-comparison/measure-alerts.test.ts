import { describe, expect, it } from 'vitest';
import { slos } from '../../../../lib/contract/slos.ts';
import { promtoolAt } from '../../../../tools/slo/prometheus/promtool.ts';
import { measureAlerts, resultsOf } from '../../../../tools/slo/sloth-comparison/measure-alerts.ts';
import { promtool } from '../../../harness/prometheus.ts';

describe('resultsOf', () => {
  it('reads the output of promtool for a query with another result', () => {
    const printed = '    expr: "max(a{b=\\"c\\"})", time: 1h,\n        exp: nil\n        got: {} 1.2E+02\n';
    expect([...resultsOf(printed)]).toEqual([['max(a{b="c"})', 120]]);
  });
});

describe.skipIf(promtool.isMissing)(`measureAlerts${promtool.reason}`, () => {
  const incident = {
    id: 'it',
    title: 'two bad times',
    phases: [10, 0, 10, 0].map((badPerMinute) => ({ seconds: 600, goodPerMinute: 10, badPerMinute })),
  };

  it('finds the times and the number of alerts of a severity', async () => {
    const rules = `groups:
- name: it
  rules:
  - alert: Bad
    expr: sum(rate(slo_events_total{outcome="bad"}[2m])) > 0
    labels: { sloth_severity: page }
`;
    const sent = await measureAlerts(rules, slos.availability, { incident }, promtoolAt(promtool.path));
    expect(sent).toEqual({
      page: { first: 120, times: 2 },
      ticket: { first: undefined, times: 0 },
    });
  });
});
