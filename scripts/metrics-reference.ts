import { cloudWatchNames, customMetricDollars } from '../lib/contract/cloudwatch-metrics.ts';
import type { MetricDefinition } from '../lib/contract/metric-definition.ts';
import { seriesOf } from '../lib/contract/metric-series.ts';
import { metrics } from '../lib/contract/metrics.ts';
import { metricsNamespace } from '../lib/contract/service.ts';
import { tableRow } from './table-row.ts';

const inCloudWatch = (name: string, definition: MetricDefinition): string => {
  if (!('cloudWatch' in definition) || !definition.cloudWatch) return '';
  return `\`${[name, ...definition.cloudWatch.map((label) => `<${label}>`)].join(':')}\``;
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
    `CloudWatch has some of them in the namespace \`${metricsNamespace}\`, dimension \`service\`, with labels in the name: at most ${cloudWatchNames.length} custom`,
    `metrics, $${(cloudWatchNames.length * customMetricDollars).toFixed(2)} a month at list price.`,
    '',
    '| metric | type | labels | series | help | in CloudWatch |',
    '| --- | --- | --- | --- | --- | --- |',
    ...Object.entries(metrics).map(row),
    '',
  ].join('\n');
