import { describe, expect, it } from 'vitest';
import { slos } from '../../../../lib/contract/slos.ts';
import { alertmanagerConfig } from '../../../../tools/slo/prometheus/alertmanager.ts';
import { type AlertRule, isAlert, type Labels } from '../../../../tools/slo/prometheus/rules/rule.ts';
import { pipelineGroup, sloGroups } from '../../../../tools/slo/prometheus/rules/rule-groups.ts';
import { productionTiming } from '../../../../tools/slo/prometheus/rules/timing.ts';
import { amtool, runAmtool } from '../../../harness/prometheus.ts';

const alerts = [...sloGroups(Object.values(slos), productionTiming), pipelineGroup(productionTiming)]
  .flatMap(({ rules }) => rules)
  .filter(isAlert);

const matches =
  (labels: Labels) =>
  (matcher: string): boolean => {
    const [, name = '', operator, value = ''] = /^(\w+)(=~|!=|=)"(.*)"$/.exec(matcher) ?? [];
    const actual = labels[name] ?? '';
    if (operator === '=') return actual === value;
    if (operator === '!=') return actual !== value;
    if (operator === '=~') return new RegExp(`^(?:${value})$`).test(actual);
    throw new Error(`${matcher} is no matcher of Alertmanager`);
  };

const receiverOf = (labels: Labels): string =>
  alertmanagerConfig.route.routes.find(({ matchers }) => matchers.every(matches(labels)))?.receiver ??
  alertmanagerConfig.route.receiver;

const isInhibited = (target: Labels, source: Labels): boolean =>
  alertmanagerConfig.inhibit_rules.some(
    ({ source_matchers: from, target_matchers: to, equal }) =>
      from.every(matches(source)) &&
      to.every(matches(target)) &&
      equal.every((label) => (source[label] ?? '') === (target[label] ?? '')),
  );

/** The labels of an alert as Alertmanager gets it. */
const fired = (name: string): Labels => {
  const rule: AlertRule | undefined = alerts.find(({ alert }) => alert === name);
  const slo = Object.keys(slos).find((id) => name.startsWith(`${id}-`));
  return {
    alertname: name,
    job: 'order-service',
    stage: 'prod',
    ...(slo && { sloth_id: `order-service-${slo}`, sloth_service: 'order-service', sloth_slo: slo }),
    ...rule?.labels,
  };
};

describe('Alertmanager example', () => {
  it.each(alerts.map(({ alert, labels }) => [alert, labels['severity']]))(
    'sends %s to the receiver of a %s',
    (alert, severity) => {
      expect(receiverOf(fired(alert))).toBe(severity === 'page' ? 'on-call' : 'team');
    },
  );

  it('names defined receivers only', () => {
    const known = alertmanagerConfig.receivers.map(({ name }) => name);
    const used = [alertmanagerConfig.route, ...alertmanagerConfig.route.routes].map(
      ({ receiver }) => receiver,
    );
    expect(known).toEqual(expect.arrayContaining(used));
  });

  it('groups by labels that alerts have', () => {
    const labels = Object.keys(fired('availability-page'));
    expect(labels).toEqual(expect.arrayContaining([...alertmanagerConfig.route.group_by]));
  });

  it.each([
    ['availability-ticket', 'availability-page', true],
    ['availability-budget-exhausted', 'availability-page', true],
    ['order-latency-ticket', 'availability-page', false],
    ['availability-page', 'availability-ticket', false],
    ['orders-quarantined', 'canary-lost', false],
    ['availability-page', 'metrics-silent', true],
    ['availability-absent-page', 'metrics-absent-page', true],
    ['metrics-absent-ticket', 'metrics-absent-page', true],
    ['metrics-absent-page', 'metrics-absent-ticket', false],
    ['canary-lost', 'metrics-silent', false],
  ])('has %s silenced by %s: %s', (target, source, silenced) => {
    expect(isInhibited(fired(target), fired(source))).toBe(silenced);
  });

  it('separates stages', () => {
    expect(isInhibited({ ...fired('availability-ticket'), stage: 'dev' }, fired('availability-page'))).toBe(
      false,
    );
  });
});

const folder = 'monitoring/alertmanager';
const file = 'alertmanager.yml';

/** Pages and tickets, of an objective and of the pipeline. */
const sampled = ['availability-page', 'availability-ticket', 'metrics-silent', 'metrics-absent-ticket'];

describe.skipIf(amtool.isMissing)(`Alertmanager's own tool${amtool.reason}`, () => {
  it('accepts the example', async () => {
    const { code, output } = await runAmtool(['check-config', file], folder);
    expect(output).toContain('SUCCESS');
    expect(code).toBe(0);
  });

  it.each(sampled)('sends %s to the receiver of these tests', async (name) => {
    const labels = Object.entries(fired(name)).map(([label, value]) => `${label}=${value}`);
    const args = ['config', 'routes', 'test', `--config.file=${file}`, ...labels];
    const { code, output } = await runAmtool(args, folder);
    // Warnings come after it.
    expect(output.split('\n')[0]).toBe(receiverOf(fired(name)));
    expect(code).toBe(0);
  });
});
