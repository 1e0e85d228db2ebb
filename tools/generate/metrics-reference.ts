import { customMetricDollars, customMetrics } from '../../lib/contract/cloudwatch-metrics.ts';
import type { MetricDefinition } from '../../lib/contract/metric-definition.ts';
import { seriesOf } from '../../lib/contract/metric-series.ts';
import { metrics } from '../../lib/contract/metrics.ts';
import { metricsNamespaceOf } from '../../lib/contract/service.ts';
import { tableRow } from './table-row.ts';

const inCloudWatch = (name: string, definition: MetricDefinition): string => {
  if (!('cloudWatch' in definition) || !definition.cloudWatch) return 'no';
  const labels = Object.keys(definition.labels);
  if (definition.cloudWatch === 'name')
    return `\`${[name, ...labels.map((label) => `<${label}>`)].join(':')}\``;
  return labels.length === 0 ? 'yes' : `by ${labels.map((label) => `\`${label}\``).join(', ')}`;
};

const row = ([name, definition]: [string, MetricDefinition]): string =>
  tableRow([
    `\`${name}\``,
    definition.type,
    Object.keys(definition.labels)
      .map((label) => `\`${label}\``)
      .join(', '),
    String(seriesOf(definition).length),
    definition.help,
    inCloudWatch(name, definition),
  ]);

/** docs/metrics.md: every metric of the catalogue, and where it can be seen. */
export const metricsReference = (): string =>
  [
    '<!-- Written by `npm run generate` from lib/contract/metrics.ts. Do not edit. -->',
    '# Metrics',
    '',
    '`GET /metrics` (scope `metrics:read`) has all of them, exact over all execution environments, in Prometheus text 0.0.4',
    'or OpenMetrics 1.0.0, as the client’s `Accept` says. Every series is there from the start, as 0. How:',
    '[ADR 007](adr/007-exact-counters-by-cumulative-state.md).',
    '',
    `CloudWatch has most of them in the namespace \`${metricsNamespaceOf('<stage>')}\`, each with the dimension \`service\` and, as the`,
    'last column says, with its labels as dimensions or in its name. A log line has one value for each dimension’s name, and an',
    'invocation prints one line: labels are dimensions where an invocation records at most one series of the metric. CloudWatch',
    'does not add up over dimensions; whoever asks for a metric names all of them. `/metrics` reads a gauge when it is asked;',
    'CloudWatch has what `expire-orders` read, once a minute.',
    '',
    `That makes at most ${customMetrics.length} custom metrics, $${(customMetrics.length * customMetricDollars).toFixed(2)} a month at list price.`,
    '',
    '| metric | type | labels | series | help | in CloudWatch |',
    '| --- | --- | --- | --- | --- | --- |',
    ...Object.entries(metrics).map(row),
    '',
  ].join('\n');
