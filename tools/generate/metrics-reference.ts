import { customMetricDollars, customMetrics } from '../../lib/contract/cloudwatch-metrics.ts';
import { type MetricDefinition, seriesOf, shareOf } from '../../lib/contract/metric-definition.ts';
import { metrics } from '../../lib/contract/metrics.ts';
import { metricsNamespaceOf } from '../../lib/contract/service.ts';
import { tableRow } from './table-row.ts';

const inCloudWatch = (name: string, definition: MetricDefinition): string => {
  if (!('cloudWatch' in definition) || !definition.cloudWatch) return 'no';
  const { cloudWatch, inName = [], notInCloudWatch = {} } = definition;
  const share = shareOf(definition);
  const labels = Object.keys(definition.labels).filter((label) => label !== share?.label);
  const named = labels.filter((label) => cloudWatch === 'name' || inName.includes(label));
  const dimensions = labels.filter((label) => !named.includes(label));
  const coded = (texts: readonly string[]) => texts.map((text) => `\`${text}\``).join(', ');
  const left = Object.values(notInCloudWatch).flat();
  const parts = [
    ...(named.length === 0
      ? []
      : [coded([[share?.metric ?? name, ...named.map((label) => `<${label}>`)].join(':')])]),
    ...(dimensions.length === 0 ? [] : [`by ${coded(dimensions)}`]),
    ...(left.length === 0 ? [] : [`without ${coded(left)}`]),
    ...(share ? ['1 or 0 for each event'] : []),
  ];
  return parts.length === 0 ? 'yes' : parts.join(', ');
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
    '`GET /metrics` (scope `metrics:read`) returns the metrics, exact over all execution environments, as Prometheus text 0.0.4',
    'or OpenMetrics 1.0.0, according to `Accept`; only those whose help says so are in CloudWatch alone. Every series exists from the start',
    'with the value 0. Design:',
    '[ADR 007](adr/007-exact-counters-by-cumulative-state.md).',
    '',
    'Business metrics (`orders_created_total`, `order_value_dollars`, `order_service_orders_processed_total`,',
    '`order_processing_seconds`) and `orders_pending` are counted from order events. They lag behind the orders by the event path:',
    'commit, stream, bus, queue and `summarize-orders`; usually about a second, longer while the path is interrupted. Each event',
    'counts once, in the transaction of its receipt ([ADR 011](adr/011-read-model-in-shards.md)). CloudWatch counts them when the',
    'transaction is confirmed, and can miss events whose confirmation was lost. `npm run orders -- recount-pending` corrects',
    '`orders_pending` after a table was restored.',
    '',
    `CloudWatch has most metrics in the namespace \`${metricsNamespaceOf('<stage>')}\`, each with the dimension \`service\`. The`,
    'last column shows whether labels are dimensions or part of the name. An EMF line holds one value per dimension name, and an',
    'invocation prints one line, so labels are dimensions only where an invocation records at most one series of the metric.',
    'CloudWatch does not aggregate over dimensions; a query names all of them. `/metrics` reads gauges at scrape time;',
    '`expire-orders` reports `orders_pending` to CloudWatch once a minute. A stage without work has hardly any of these metrics: jobs report',
    'backlogs, unpaid orders, stuck payments and budgets only while they are not at rest ([ADR 051](adr/051-metrics-only-where-they-have-news.md)).',
    'All requests of a route are the `SampleCount` of `order_service_request_duration_seconds`',
    '([ADR 049](adr/049-one-line-for-each-invocation.md)).',
    '',
    'CloudWatch has one metric of the judged events of an objective, `slo_bad_events:<slo>`, with a value for each: 1 for a bad event and 0',
    'for a good one. Its `Sum` counts the bad events, its `SampleCount` all events, and its `Average` is the share of bad events',
    '([ADR 050](adr/050-one-metric-for-each-objective.md)).',
    '',
    '`slo_events_total` counts the answers that clients got ([ADR 027](adr/027-judged-by-the-answer.md)). Requests without an answer of a function',
    'come from the access log of the gateway, which lacks: requests that the gateway cannot read (400, 431), that do not reach it (DNS, TLS,',
    'an outage of the region), that the account’s throttle or a web application firewall refuses before the route is found, and lines that',
    'CloudWatch Logs loses: AWS delivers access logs at best effort. A request whose environment ended between its line and its answer',
    'counts twice, as good and as bad. A payment attempt whose outcome a job stores, and whose environment ends before the line of the job,',
    'is not counted.',
    '',
    'Requests that the gateway refuses with 401, 403 or 429 are in CloudWatch only, where metric filters count them from the access log',
    '(`requests-refused`, `requests-throttled`). No function sees them, and a function that counted them would cost an invocation for each:',
    'anybody could cause that without a token. Absent synthetic orders and fallen traffic alert on both platforms. Filters also count the',
    'requests that failed or that no function answered, and the answers that have to be judged (`metrics-blind`).',
    '',
    `CloudWatch holds at most ${customMetrics.length} custom metrics, $${(customMetrics.length * customMetricDollars).toFixed(2)} a month at list price.`,
    '',
    '| metric | type | labels | series | help | in CloudWatch |',
    '| --- | --- | --- | --- | --- | --- |',
    ...Object.entries(metrics).map(row),
    '',
  ].join('\n');
