import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { EmfOutput } from '@aws-lambda-powertools/metrics/types';
import { metrics as catalogue, type MetricName } from '../contract/metrics.ts';
import type { MetricsPublisher, MetricsRecorder, Sample } from './metrics-recorder.ts';

const unitOf = ({ name }: Sample) => {
  const definition = catalogue[name];
  if (definition.type === 'counter') return MetricUnit.Count;
  return 'unit' in definition && definition.unit === 'seconds' ? MetricUnit.Seconds : MetricUnit.NoUnit;
};

/** The most that a member takes is 100, but then Powertools prints it at once and forgets its dimensions. */
const maxValues = 99;

const keyOf = (labels: Sample['labels']): string =>
  JSON.stringify(Object.entries(labels).toSorted(([left], [right]) => (left < right ? -1 : 1)));

/** The samples of one series, in batches that a line can hold: what is counted, added up to one. */
const batches = (series: readonly Sample[]): { sample: Sample; batch: number }[] => {
  const [first] = series;
  if (first && catalogue[first.name].type === 'counter') {
    const value = series.reduce((sum, sample) => sum + sample.value, 0);
    return [{ sample: { ...first, value }, batch: 0 }];
  }
  return series.map((sample, index) => ({ sample, batch: Math.floor(index / maxValues) }));
};

/** Samples by their labels: those with the same labels share a directive of the line. */
const byLabels = (samples: readonly Sample[]): Sample[][] => {
  const series = Map.groupBy(samples, ({ name, labels }) => `${name} ${keyOf(labels)}`);
  const groups = Map.groupBy(
    [...series.values()].flatMap(batches),
    ({ sample, batch }) => `${batch} ${keyOf(sample.labels)}`,
  );
  return [...groups.values()].map((group) => group.map(({ sample }) => sample));
};

/** Whether two parts can stand in one line: a root member has one value, whatever directive refers to it. */
const compatible = (left: EmfOutput, right: EmfOutput): boolean =>
  Object.entries(right).every(([key, value]) => key === '_aws' || !(key in left) || left[key] === value);

/**
 * One line for all parts: CloudWatch takes a directive for each set of dimensions.
 * Only parts that contradict each other get lines of their own.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
const merge = (parts: readonly EmfOutput[]): EmfOutput[] => {
  const lines: EmfOutput[] = [];
  for (const part of parts) {
    const index = lines.findIndex((line) => compatible(line, part));
    const line = lines[index];
    if (!line) lines.push(part);
    else {
      const CloudWatchMetrics = [...line._aws.CloudWatchMetrics, ...part._aws.CloudWatchMetrics];
      lines[index] = { ...line, ...part, _aws: { ...line._aws, CloudWatchMetrics } };
    }
  }
  return lines;
};

/**
 * Metrics in CloudWatch's embedded metric format, serialised by Powertools Metrics.
 * @param write prints one line.
 */
export const createEmfMetrics = (
  { service, namespace }: { readonly service: string; readonly namespace: string },
  write: (line: string) => void,
): MetricsRecorder & MetricsPublisher => {
  const powertools = new Metrics({ serviceName: service, namespace });
  let samples: Sample[] = [];

  const serialise = (group: readonly Sample[], metadata: Readonly<Record<string, string>>): EmfOutput => {
    const labels = group[0]?.labels ?? {};
    if (Object.keys(labels).length > 0) powertools.addDimensions({ ...labels });
    for (const sample of group) powertools.addMetric(sample.name, unitOf(sample), sample.value);
    for (const [key, value] of Object.entries(metadata)) powertools.addMetadata(key, value);
    const output = powertools.serializeMetrics();
    powertools.clearMetrics();
    powertools.clearDimensions();
    powertools.clearMetadata();
    return output;
  };

  const record = (name: MetricName, labels: Sample['labels'], value: number) => {
    samples.push({ name, labels, value });
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
      samples = [];
      const parts = byLabels(recorded).map((group) => serialise(group, metadata));
      for (const line of merge(parts)) write(JSON.stringify(line));
    },
  };
};
