import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runbookBaseUrl } from '../../../../../lib/contract/service.ts';
import { slos } from '../../../../../lib/contract/slos.ts';
import { burnAlertName, burnAlerts, hasOneWindow } from '../../../../../lib/slo/burn-alerts.ts';
import { isAlert } from '../../../../../tools/slo/prometheus/rules/rule.ts';
import {
  objectiveGroups,
  pipelineGroup,
  sloGroups,
} from '../../../../../tools/slo/prometheus/rules/rule-groups.ts';
import { productionTiming } from '../../../../../tools/slo/prometheus/rules/timing.ts';
import { anchorsOf } from '../../../../harness/markdown.ts';

const objectives = Object.values(slos);
const all = [...sloGroups(objectives, productionTiming), pipelineGroup(productionTiming)].flatMap(
  ({ rules }) => rules,
);

describe('rules of the service', () => {
  it.each(objectives)('name each pair of $id by its alert name, at its threshold', (objective) => {
    const pairs = objectiveGroups(objective, productionTiming).flatMap(({ rules }) => rules);
    for (const alert of burnAlerts(objective)) {
      const rule = pairs.find(({ labels }) => labels['pair'] === burnAlertName(objective, alert));
      const over = [alert.longMinutes, alert.shortMinutes].map(() => `> ${alert.threshold}`);
      expect(rule?.expr.match(/> ([\d.]+)/g)).toEqual(hasOneWindow(alert) ? over.slice(1) : over);
      expect(rule?.labels['severity']).toBe(alert.severity);
    }
  });

  it('send one page and one ticket for an objective, and hold each for a while', () => {
    const burning = all.filter(isAlert).filter(({ expr }) => expr.includes('slo:burning:ratio'));
    expect(burning.map(({ alert, keepFiringFor }) => `${alert} ${keepFiringFor}`)).toEqual(
      objectives.flatMap(({ id }) => [`${id}-page 35m`, `${id}-ticket 1h`]),
    );
  });

  it('mix no jobs and no stages', () => {
    expect(all.filter(({ expr }) => / by \((?!job, stage\))/.test(expr))).toEqual([]);
  });

  it('have budgets and thresholds without the noise of binary fractions', () => {
    expect(all.filter(({ expr }) => /\d\.\d{9,}/.test(expr))).toEqual([]);
  });

  it('have a sentence and a description for each alert', () => {
    for (const { alert, annotations } of all.filter(isAlert)) {
      expect(annotations.summary, alert).toMatch(/\.$/);
      expect(annotations.description, alert).toMatch(/[.)]$/);
    }
  });

  it.each(all.filter(isAlert).map(({ alert, annotations }) => [alert, annotations.runbook_url]))(
    'link %s to a section of a runbook by an absolute address',
    (_, link = '') => {
      expect(link).toMatch(/^https:/);
      const [path = '', section = ''] = link.replace(runbookBaseUrl, 'docs/runbooks').split('#');
      expect(anchorsOf(readFileSync(path, 'utf8'))).toContain(section);
    },
  );

  it('omit and label alerts by the declaration', () => {
    const labelled = { page: { labels: { team: 'orders' } }, absent: { leaveOut: true } } as const;
    const declared = { ...slos.availability, alerts: { ...labelled, ticket: { leaveOut: true } } };
    const alerts = objectiveGroups(declared, productionTiming)
      .flatMap(({ rules }) => rules)
      .filter(isAlert);
    expect(alerts.map(({ alert, labels }) => `${alert} ${labels['team']}`)).toEqual([
      'availability-page orders',
      'availability-budget-exhausted undefined',
    ]);
  });

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
    const times =
      /\[[\w:]+\]|"(?:for|keepFiringFor)":"\w+"|for \w+\. An outage|offset \w+|\d+(?= \+ \(\\n)|(?<= )\d+(?=\\n\))|\(\d+(?= - max)|\/ \d+(?=\\n)/g;
    const timeless = (timing: typeof rehearsal) =>
      sloGroups(objectives, timing)
        .flatMap(({ rules }) => rules)
        .map((rule) => JSON.stringify(rule).replaceAll(times, ''));
    expect(timeless(rehearsal)).toEqual(timeless(productionTiming));
  });
});
