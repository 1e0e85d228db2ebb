import type { Template } from 'aws-cdk-lib/assertions';
import { plainText } from '../../../infra/monitoring/limits/plain-text.ts';
import { isInCloudWatch, type MetricDefinition, seriesOf } from '../../../lib/contract/metric-definition.ts';
import { metrics } from '../../../lib/contract/metrics.ts';
import { serviceName } from '../../../lib/contract/service.ts';
import { createMetricsRecorder } from '../../../lib/metrics/recorder.ts';
import { lineWithMetrics } from '../../../lib/platform/logging/line-metrics.ts';
import { readEmfLine } from '../emf-line.ts';
import { resourcesOf } from '../infra/cloudformation.ts';

/** A metric as an alarm of a template names it. */
export interface NamedMetric {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: unknown;
}

type Dimension = readonly [name: string, value: string];

const dimensionsOf = ({ Dimensions }: NamedMetric): readonly Dimension[] =>
  Array.isArray(Dimensions)
    ? Dimensions.map(({ Name, Value }: { Name: string; Value: unknown }) => [Name, plainText(Value)] as const)
    : [];

const identity = (namespace: string, name: string, dimensions: readonly Dimension[]): string =>
  JSON.stringify([namespace, name, dimensions.toSorted(([a], [b]) => (a < b ? -1 : 1))]);

/** The methods of the recorder by the type of a metric. */
const record = (recorder: ReturnType<typeof createMetricsRecorder>, name: string, labels: object): void => {
  const { type } = metrics[name as keyof typeof metrics];
  // The catalogue's own labels, which the compiler cannot follow through a loop over all names.
  const anyOf = recorder as unknown as Record<string, (name: string, labels: object, value: number) => void>;
  const method = { counter: 'increment', gauge: 'set', histogram: 'observe', summary: 'observe' }[type];
  anyOf[method]?.(name, labels, 1);
};

/** Every custom metric that the functions of a stage print, read from the lines that their recorder prints. */
const printedMetrics = (namespace: string): ReadonlySet<string> => {
  const printed: string[] = [];
  const recorder = createMetricsRecorder({ service: serviceName, namespace });
  for (const [name, definition] of Object.entries<MetricDefinition>(metrics)) {
    for (const labels of seriesOf(definition)) {
      if (!isInCloudWatch(definition, labels)) continue;
      record(recorder, name, labels);
      printed.push(...recorder.take().map((part) => lineWithMetrics({}, part)));
    }
  }
  return new Set(
    printed.flatMap((line) => {
      const [directive] = (JSON.parse(line) as { _aws: { CloudWatchMetrics: { Namespace: string }[] } })._aws
        .CloudWatchMetrics;
      return readEmfLine(line).map(({ name, dimensions }) =>
        identity(
          directive?.Namespace ?? '',
          name,
          Object.entries(dimensions).map(([key, value]) => [key, String(value)]),
        ),
      );
    }),
  );
};

/**
 * Names and dimensions of the metrics that AWS publishes.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/aws-services-cloudwatch-metrics.html
 */
const platformMetrics: Readonly<
  Record<string, readonly (readonly [name: RegExp, ...dimensions: string[]])[]>
> = {
  'AWS/Lambda': [
    [
      /^(?:Invocations|Errors|Throttles|IteratorAge|AsyncEventsDropped|DestinationDeliveryFailures)$/,
      'FunctionName',
    ],
  ],
  'AWS/SQS': [[/^ApproximateNumberOfMessagesVisible$/, 'QueueName']],
  'AWS/DynamoDB': [
    [/^(?:Read|Write)ThrottleEvents$/, 'TableName'],
    [/^(?:Read|Write)ThrottleEvents$/, 'GlobalSecondaryIndexName', 'TableName'],
    [/^SuccessfulRequestLatency$/, 'Operation', 'TableName'],
  ],
  'AWS/ApiGateway': [[/^(?:Count|4xx|5xx|Latency|IntegrationLatency)$/, 'ApiId']],
  'AWS/Logs': [
    [/^EMF(?:Parsing|Validation)Errors$/, 'LogGroupName'],
    [/^Delivery(?:Errors|Throttling)$/, 'LogGroupName'],
    [/^Delivery(?:Errors|Throttling)$/, 'DestinationType', 'FilterName', 'LogGroupName'],
  ],
};

/** Resources by the dimension that names them, where the stage determines the name. */
const namedResources = {
  FunctionName: 'AWS::Lambda::Function',
  QueueName: 'AWS::SQS::Queue',
  LogGroupName: 'AWS::Logs::LogGroup',
  FilterName: 'AWS::Logs::SubscriptionFilter',
} as const;

/**
 * Tells whether anybody publishes a metric: a function of the templates by its own recorder, or AWS about a resource that
 * the templates have.
 */
export const publishersOf = (templates: readonly Template[]): ((metric: NamedMetric) => boolean) => {
  const functions = templates.flatMap((template) => resourcesOf(template, 'AWS::Lambda::Function'));
  const namespaces = new Set(
    functions.map(([, { Properties }]) => Properties.Environment?.Variables?.METRICS_NAMESPACE ?? ''),
  );
  const printed = new Set([...namespaces].flatMap((namespace) => [...printedMetrics(String(namespace))]));
  // Metric filters of the templates make metrics of log lines.
  for (const template of templates) {
    for (const [, { Properties }] of resourcesOf(template, 'AWS::Logs::MetricFilter')) {
      for (const { MetricNamespace, MetricName, Dimensions = [] } of Properties.MetricTransformations) {
        const named = Dimensions.map(({ Key, Value }: { Key: string; Value: string }) => [Key, Value]);
        printed.add(identity(plainText(MetricNamespace), plainText(MetricName), named));
      }
    }
  }
  const names = new Map(
    Object.entries(namedResources).map(([dimension, type]) => [
      dimension,
      new Set(
        templates.flatMap((template) =>
          resourcesOf(template, type).map(([, { Properties }]) => plainText(Properties[dimension] ?? '')),
        ),
      ),
    ]),
  );
  return (metric) => {
    const dimensions = dimensionsOf(metric);
    if (printed.has(identity(metric.Namespace, metric.MetricName, dimensions))) return true;
    const named = dimensions.map(([name]) => name).toSorted();
    const isPublished = platformMetrics[metric.Namespace]?.some(
      ([name, ...expected]) =>
        name.test(metric.MetricName) && JSON.stringify(expected) === JSON.stringify(named),
    );
    return isPublished === true && dimensions.every(([name, value]) => names.get(name)?.has(value) ?? true);
  };
};
