import { describe, expect, it } from 'vitest';
import { plainText } from '../../../../../infra/monitoring/limits/plain-text.ts';
import {
  cloudWatchSeries,
  type MetricDefinition,
  seriesOf,
} from '../../../../../lib/contract/metric-definition.ts';
import { metrics } from '../../../../../lib/contract/metrics.ts';
import { metricsNamespaceOf } from '../../../../../lib/contract/service.ts';
import { isAlert } from '../../../../../tools/slo/prometheus/rules/rule.ts';
import { pipelineGroup } from '../../../../../tools/slo/prometheus/rules/rule-groups.ts';
import { productionTiming } from '../../../../../tools/slo/prometheus/rules/timing.ts';
import { resourcesOf } from '../../../../harness/infra/cloudformation.ts';
import { synthesized, withSyntheticOrders } from '../../../../harness/infra/synthesized.ts';

const prefix = 'order-service-dev-';

// biome-ignore lint/suspicious/noExplicitAny: CloudFormation properties are untyped by nature
const metricsOf = (properties: any): any[] =>
  // biome-ignore lint/suspicious/noExplicitAny: as above
  (properties.Metrics ?? [{ MetricStat: { Metric: properties } }]).flatMap(({ MetricStat }: any) =>
    MetricStat ? [MetricStat.Metric] : [],
  );

/** Names in CloudWatch of the metrics that `/metrics` has, too. */
const scraped = new Set(
  Object.entries<MetricDefinition>(metrics)
    .filter(([, { cloudWatch, help }]) => cloudWatch && !help.includes('CloudWatch only'))
    .flatMap(([name, definition]) =>
      seriesOf(definition).map((labels) => cloudWatchSeries(name, definition, labels).name),
    ),
);

const { monitoring } = synthesized(withSyntheticOrders);

/** Alarms that notify on their own and judge only metrics that Prometheus has, with their severities. */
const comparable = resourcesOf(monitoring, 'AWS::CloudWatch::Alarm')
  .filter(([, { Properties }]) => Properties.AlarmActions)
  .filter(([, { Properties }]) =>
    metricsOf(Properties).every(
      ({ Namespace, MetricName }) => Namespace === metricsNamespaceOf('dev') && scraped.has(MetricName),
    ),
  )
  .map(([, { Properties }]): [string, string] => [
    Properties.AlarmName.slice(prefix.length),
    /^PageTopic/.test(plainText(Properties.AlarmActions[0])) ? 'page' : 'ticket',
  ]);

describe('alerts of Prometheus', () => {
  const alerts = new Map(
    pipelineGroup(productionTiming)
      .rules.filter(isAlert)
      .map(({ alert, labels }) => [alert, labels['severity']]),
  );

  it('are compared with alarms of CloudWatch', () => {
    expect(comparable.map(([name]) => name)).toEqual(
      expect.arrayContaining(['canary-lost', 'counts-missing']),
    );
  });

  it.each(comparable)('report %s, as CloudWatch does, by %s', (name, severity) => {
    expect(alerts.get(name)).toBe(severity);
  });
});
