import type { MetricIdentity } from './measurement-store.ts';

/** A metric with the values that a line has of it. */
export interface EmbeddedMetric extends MetricIdentity {
  readonly values: readonly number[];
}

interface Directive {
  readonly Namespace?: string;
  readonly Dimensions?: readonly (readonly string[])[];
  readonly Metrics?: readonly { readonly Name: string }[];
}

type Root = Readonly<Record<string, unknown>> & {
  readonly _aws?: { readonly CloudWatchMetrics?: readonly Directive[] };
};

const parse = (line: string): Root => {
  try {
    return JSON.parse(line) as Root;
  } catch {
    return {};
  }
};

/**
 * The metrics that CloudWatch takes out of a log line in embedded metric format; none of another line.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export const embeddedMetrics = (line: string): EmbeddedMetric[] => {
  // Spares parsing most lines.
  if (!line.includes('"_aws"')) return [];
  const root = parse(line);
  const { CloudWatchMetrics: directives = [] } = root._aws ?? {};
  return directives.flatMap(({ Namespace: namespace = '', Dimensions = [[]], Metrics = [] }) =>
    Dimensions.flatMap((names) => {
      const dimensions = Object.fromEntries(names.map((name) => [name, String(root[name])]));
      return Metrics.map(({ Name: name }) => ({
        namespace,
        name,
        dimensions,
        values: [root[name]].flat().filter((value) => typeof value === 'number'),
      }));
    }),
  );
};
