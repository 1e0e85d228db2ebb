import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { slos } from '../../../../../lib/contract/slos.ts';
import { burnAlertName, burnAlerts } from '../../../../../lib/slo/burn-alerts.ts';
import { isAlert } from '../../../../../tools/slo/prometheus/rules/rule.ts';
import {
  objectiveGroups,
  pipelineGroup,
  sloGroups,
} from '../../../../../tools/slo/prometheus/rules/rule-groups.ts';
import { productionTiming } from '../../../../../tools/slo/prometheus/rules/timing.ts';

const objectives = Object.values(slos);
const all = [...sloGroups(objectives, productionTiming), pipelineGroup(productionTiming)].flatMap(
  ({ rules }) => rules,
);

describe('rules of the service', () => {
  it.each(objectives)(
    'know each alert of $id by the name it has everywhere, at its threshold',
    (objective) => {
      const alerts = objectiveGroups(objective, productionTiming)
        .flatMap(({ rules }) => rules)
        .filter(isAlert);
      for (const alert of burnAlerts(objective)) {
        const rule = alerts.find((one) => one.alert === burnAlertName(objective, alert));
        expect(rule?.expr.match(/> ([\d.]+)/g)).toEqual([`> ${alert.threshold}`, `> ${alert.threshold}`]);
        expect(rule?.labels['severity']).toBe(alert.severity);
      }
    },
  );

  it('have budgets and thresholds without the noise of binary fractions', () => {
    expect(all.filter(({ expr }) => /\d\.\d{9,}/.test(expr))).toEqual([]);
  });

  it('have a sentence and a description for each alert', () => {
    for (const { alert, annotations } of all.filter(isAlert)) {
      expect(annotations.summary, alert).toMatch(/\.$/);
      expect(annotations.description, alert).toMatch(/[.)]$/);
    }
  });

  it.each(all.filter(isAlert).map(({ alert, annotations }) => [alert, annotations.runbook]))(
    'link %s to a section of a runbook',
    (_, link = '') => {
      const [path = '', section = ''] = link.split('#');
      expect(readFileSync(path, 'utf8').split('\n')).toContain(`## ${section}`);
    },
  );

  it.each([7, 28, 30, 90])('keep the series of sloth for an objective of %d days', (windowDays) => {
    const records = objectiveGroups({ ...slos.availability, windowDays }, productionTiming)
      .flatMap(({ rules }) => rules)
      .flatMap((rule) => (isAlert(rule) ? [] : [rule.record]));
    expect(records).toEqual(
      expect.arrayContaining([
        ...['5m', '30m', '1h', '2h', '6h', '1d', '3d', `${windowDays}d`].map(
          (window) => `slo:sli_error:ratio_rate${window}`,
        ),
        'slo:objective:ratio',
        'slo:error_budget:ratio',
        'slo:time_period:days',
        'slo:current_burn_rate:ratio',
        'slo:period_burn_rate:ratio',
        'slo:period_error_budget_remaining:ratio',
        'sloth_slo_info',
      ]),
    );
  });
});

describe('rules of a rehearsal', () => {
  it('differ from those of production in ranges and waits only', () => {
    const rehearsal = { ...productionTiming, timeScale: 120 };
    const timeless = (timing: typeof rehearsal) =>
      sloGroups(objectives, timing)
        .flatMap(({ rules }) => rules)
        .map((rule) => JSON.stringify(rule).replaceAll(/\[\w+\]|"for":"\w+"|for \w+\. An outage/g, ''));
    expect(timeless(rehearsal)).toEqual(timeless(productionTiming));
  });
});
