import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { slos } from '../../../../lib/contract/slos.ts';
import { type BurnAlert, burnAlerts } from '../../../../lib/slo/burn-alerts.ts';
import { synthesized } from '../../../harness/infra/synthesized.ts';
import {
  applicationSignalsObjectives,
  cloudWatchAlerts,
} from '../../../harness/slo/agreement/cloudwatch-reader.ts';
import {
  openSloAlerts,
  openSloObjectives,
  openSloQueries,
} from '../../../harness/slo/agreement/open-slo-reader.ts';
import {
  misleadingRecordings,
  prometheusAlerts,
  prometheusObjectives,
} from '../../../harness/slo/agreement/prometheus-reader.ts';
import {
  declaredAlerts,
  declaredObjectives,
  type StatedAlert,
} from '../../../harness/slo/agreement/stated-objective.ts';

const objectives = Object.values(slos);
const rules = readFileSync('monitoring/prometheus/slo-rules.yml', 'utf8');
const openSlo = readFileSync('monitoring/openslo/order-service.yaml', 'utf8');
const prefix = 'order-service-dev-';

const byName = (alerts: readonly StatedAlert[]): readonly StatedAlert[] =>
  alerts.toSorted((left, right) => (left.name < right.name ? -1 : 1));

const alerts = byName(declaredAlerts(objectives));

describe('names, windows, thresholds, severities and guards of alerts', () => {
  it('are in the Prometheus rules as they are declared', () => {
    expect(byName(prometheusAlerts(rules))).toEqual(alerts);
  });

  it('are in the CloudWatch alarms as they are declared', () => {
    expect(byName(cloudWatchAlerts(synthesized().monitoring, prefix))).toEqual(alerts);
  });

  it('are in OpenSLO as they are declared', () => {
    expect(byName(openSloAlerts(openSlo))).toEqual(alerts);
  });
});

describe('targets and windows of objectives', () => {
  it('are in the Prometheus rules as they are declared', () => {
    expect(prometheusObjectives(rules)).toEqual(declaredObjectives(objectives));
  });

  it('are in OpenSLO as they are declared', () => {
    expect(openSloObjectives(openSlo)).toEqual(declaredObjectives(objectives));
  });

  it('are in Application Signals as they are declared', () => {
    const { monitoring } = synthesized({ settings: { alarms: { applicationSignals: true } } });
    expect(applicationSignalsObjectives(monitoring, prefix)).toEqual(declaredObjectives(objectives));
  });
});

describe('events that are counted', () => {
  it('are those of the rule’s own window and objective in Prometheus', () => {
    expect(misleadingRecordings(rules)).toEqual([]);
  });

  it('are those of the objective in OpenSLO', () => {
    expect(openSloQueries(openSlo)).toEqual(objectives.flatMap(({ id }) => [`${id}/bad`, `${id}/all`]));
  });
});

describe('the readers of this test', () => {
  it('see a threshold, a window, a guard or a name that was changed', () => {
    const [{ threshold, minBadEvents }] = burnAlerts(slos.availability) as [BurnAlert];
    const changes: readonly (readonly [string | RegExp, string])[] = [
      [`> ${threshold}`, `> ${threshold}1`],
      [/ratio_rate5m\{([^}]*)\} >/g, 'ratio_rate30m{$1} >'],
      [`>= ${minBadEvents}`, `>= ${minBadEvents - 1}`],
      ['availability-page-1h', 'availability-page-2h'],
      [/severity: page(\n\s+pair)/g, 'severity: ticket$1'],
    ];
    const unseen = changes.filter(([from, to]) => {
      const changed = rules.replaceAll(from, to);
      if (changed === rules) return true;
      return JSON.stringify(byName(prometheusAlerts(changed))) === JSON.stringify(alerts);
    });
    expect(unseen).toEqual([]);
  });

  it('see a recording rule with another window than in its name', () => {
    const changed = rules.replace('outcome="bad"}[6h]', 'outcome="bad"}[5h]');
    expect(misleadingRecordings(changed)).toEqual(['slo:sli_error:ratio_rate6h of availability']);
  });
});
