import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { MetricUnit as Unit } from '@aws-lambda-powertools/metrics/types';
import { cloudWatchSeries } from '../contract/cloudwatch-metrics.ts';
import type { RecordedDefinition } from '../contract/metric-definition.ts';
import { metrics as catalogue, type MetricName } from '../contract/metrics.ts';
import type { ExactCounters } from './exact-counters.ts';
import type { MetricsPublisher, MetricsRecorder, Sample } from './metrics-recorder.ts';

/** What CloudWatch gets of one of its metrics at the end of an invocation. */
interface Published {
  readonly unit: Unit;
  /** One number for a counter, every value for anything else. */
  readonly values: number[];
}

/** The most that a line takes of a metric is 100, but then Powertools prints it at once. */
const maxValues = 99;

const unitOf = (definition: RecordedDefinition): Unit => {
  if (definition.type === 'counter') return MetricUnit.Count;
  return definition.unit === 'seconds' ? MetricUnit.Seconds : MetricUnit.NoUnit;
};

/** The labels of a sample, and those that go with them. */
const labelsOf = (definition: RecordedDefinition, { labels, value }: Sample) => {
  const own = { labels, value };
  if (definition.type !== 'counter' || definition.together === undefined) return [own];
  const label = definition.together;
  const all = definition.labels[label] ?? [];
  return [own, ...all.map((each) => ({ labels: { ...labels, [label]: each }, value: 0 }))];
};

/** Samples by their metric in CloudWatch. */
const bySeries = (samples: readonly Sample[]): ReadonlyMap<string, Published> => {
  const published = new Map<string, Published>();
  for (const sample of samples) {
    const definition = catalogue[sample.name] as RecordedDefinition;
    if (!definition.cloudWatch) continue;
    for (const { labels, value } of labelsOf(definition, sample)) {
      const series = cloudWatchSeries(sample.name, definition, labels);
      const { values } = published.get(series) ?? {};
      if (!values) published.set(series, { unit: unitOf(definition), values: [value] });
      else if (definition.type === 'counter') values[0] = (values[0] ?? 0) + value;
      else values.push(value);
    }
  }
  return published;
};

/** Metrics in portions that a line can hold: one, unless an invocation has observed very much. */
const linesOf = (published: ReadonlyMap<string, Published>): [string, Published][][] => {
  const lines: [string, Published][][] = [];
  for (const [series, { unit, values }] of published) {
    for (let line = 0; line * maxValues < values.length; line += 1) {
      const portion = values.slice(line * maxValues, (line + 1) * maxValues);
      lines[line] = [...(lines[line] ?? []), [series, { unit, values: portion }]];
    }
  }
  return lines;
};

export interface EmfOptions {
  readonly service: string;
  readonly namespace: string;
  /** What is to be exact over all environments; without it lines are for CloudWatch alone. */
  readonly exact?: ExactCounters;
}

/**
 * Metrics in CloudWatch's embedded metric format, serialised by Powertools Metrics. The first line of an
 * invocation also has all that its environment has counted so far.
 * @param write prints one line.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export const createEmfMetrics = (
  { service, namespace, exact }: EmfOptions,
  write: (line: string) => void,
): MetricsRecorder & MetricsPublisher => {
  const powertools = new Metrics({ serviceName: service, namespace });
  let samples: Sample[] = [];

  const serialise = (metrics: readonly [string, Published][]): object => {
    for (const [name, { unit, values }] of metrics) {
      for (const value of values) powertools.addMetric(name, unit, value);
    }
    const output = powertools.serializeMetrics();
    powertools.clearMetrics();
    return output;
  };

  const record = (name: MetricName, labels: Sample['labels'], value: number) => {
    const sample = { name, labels, value };
    exact?.count(sample);
    samples.push(sample);
  };

  return {
    increment: (name, labels, by = 1) => {
      record(name, labels, by);
    },
    observe: (name, labels, value) => {
      record(name, labels, value);
    },
    publish: (metadata) => {
      const recorded = samples;
      if (recorded.length === 0) return;
      samples = [];
      const lines = linesOf(bySeries(recorded)).map(serialise);
      const [first = { service }, ...others] = lines;
      const counted = exact && { exact: exact.nextLine() };
      if (counted || lines.length > 0) write(JSON.stringify({ ...first, ...metadata, ...counted }));
      for (const line of others) write(JSON.stringify({ ...line, ...metadata }));
    },
  };
};
