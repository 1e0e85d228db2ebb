import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { EmfOutput, MetricUnit as Unit } from '@aws-lambda-powertools/metrics/types';
import { type CustomMetric, cloudWatchSeries, type MetricDefinition } from '../contract/metric-definition.ts';
import {
  type CloudWatchGaugeName,
  type CounterName,
  metrics as catalogue,
  type HistogramName,
  type MetricLabels,
  type MetricName,
} from '../contract/metrics.ts';
import { addExactLine, seriesId } from './exact-line.ts';
import { type CountingEnvironment, createExactCounters, type Sample } from './recording/exact-counters.ts';

/** Records what the catalogue knows; anything else does not type-check. */
export interface MetricsRecorder {
  increment<N extends CounterName>(name: N, labels: MetricLabels<N>, by?: number): void;
  observe<N extends HistogramName>(name: N, labels: MetricLabels<N>, value: number): void;
  /** Publishes a gauge's present value to CloudWatch. It is not counted: `/metrics` reads it when it is scraped. */
  set<N extends CloudWatchGaugeName>(name: N, labels: MetricLabels<N>, value: number): void;
}

/** Publishes what an invocation has recorded, at its end and in one piece. */
export interface MetricsPublisher {
  /** @param metadata searchable in the logs, no dimensions of a metric. */
  publish(metadata: Readonly<Record<string, string>>): void;
}

export interface MetricsRecorderOptions {
  readonly service: string;
  readonly namespace: string;
  /** The environment whose counts the lines have; without it lines are for CloudWatch alone. */
  readonly counting?: CountingEnvironment;
}

/** Values of one CloudWatch metric, of one invocation. */
interface Published extends CustomMetric {
  readonly unit: Unit;
  /** One number for a counter or a gauge, every value for anything else. */
  readonly values: number[];
}

/** Metrics with the same dimensions, which one directive of a line can name. Never empty. */
type Directive = [Published, ...Published[]];

/** The most that a line takes of a metric is 100, but then Powertools prints it at once. */
const maxValues = 99;

const unitOf = (definition: MetricDefinition): Unit => {
  if (!('unit' in definition)) return MetricUnit.Count;
  return definition.unit === 'seconds' ? MetricUnit.Seconds : MetricUnit.NoUnit;
};

/** The labels of a sample, and those that go with them. */
const labelsOf = (definition: MetricDefinition, { labels, value }: Sample) => {
  const own = { labels, value };
  if (definition.type !== 'counter' || definition.together === undefined) return [own];
  const label = definition.together;
  const all = definition.labels[label] ?? [];
  return [own, ...all.map((each) => ({ labels: { ...labels, [label]: each }, value: 0 }))];
};

/** Identity of a series; a gauge has no code, because only counted metrics have one. */
const idOf = (name: string, definition: MetricDefinition, labels: Sample['labels']): string =>
  seriesId(definition.type === 'gauge' ? { ...definition, code: name } : definition, labels);

/** Samples by their series: those of a counter added up, of a gauge the last. */
const bySeries = (samples: readonly Sample[]): Iterable<Published> => {
  const published = new Map<string, Published>();
  for (const sample of samples) {
    const definition = catalogue[sample.name] as MetricDefinition;
    if (!definition.cloudWatch) continue;
    for (const { labels, value } of labelsOf(definition, sample)) {
      const id = idOf(sample.name, definition, labels);
      const { values } = published.get(id) ?? {};
      if (!values) {
        const series = cloudWatchSeries(sample.name, definition, labels);
        published.set(id, { ...series, unit: unitOf(definition), values: [value] });
      } else if (definition.type === 'counter') values[0] = (values[0] ?? 0) + value;
      else if (definition.type === 'gauge') values[0] = value;
      else values.push(value);
    }
  }
  return published.values();
};

/** A metric in parts that a line can hold: one, unless an invocation has observed very much. */
const portions = (metric: Published): Published[] =>
  metric.values.length <= maxValues
    ? [metric]
    : Array.from({ length: Math.ceil(metric.values.length / maxValues) }, (_, index) => ({
        ...metric,
        values: metric.values.slice(index * maxValues, (index + 1) * maxValues),
      }));

interface Line {
  /** Names of its metrics. */
  readonly names: Set<string>;
  readonly dimensions: Record<string, string>;
  /** By their dimensions. */
  readonly directives: Map<string, Directive>;
}

/** Whether a line has room: each name in it has one value, whatever directive refers to it. */
const takes = (line: Line, { name, dimensions }: Published): boolean => {
  if (line.names.has(name)) return false;
  for (const label in dimensions) {
    if ((line.dimensions[label] ?? dimensions[label]) !== dimensions[label]) return false;
  }
  return true;
};

const put = (line: Line, metric: Published): void => {
  const { name, dimensions } = metric;
  line.names.add(name);
  Object.assign(line.dimensions, dimensions);
  const key = JSON.stringify(dimensions);
  const directive = line.directives.get(key);
  if (directive) directive.push(metric);
  else line.directives.set(key, [metric]);
};

/**
 * Groups the samples of an invocation into lines for CloudWatch: one with a directive for each set of dimensions, and
 * another one only for metrics that contradict it.
 */
const emfLines = (samples: readonly Sample[]): Directive[][] => {
  const lines: Line[] = [];
  for (const metric of bySeries(samples)) {
    for (const portion of portions(metric)) {
      let line = lines.find((candidate) => takes(candidate, portion));
      if (!line) {
        line = { names: new Set(), dimensions: {}, directives: new Map() };
        lines.push(line);
      }
      put(line, portion);
    }
  }
  return lines.map(({ directives }) => [...directives.values()]);
};

/**
 * Metrics in CloudWatch's embedded metric format, serialised by Powertools Metrics. The first line of an
 * invocation that has counted also has all that its environment has counted so far.
 * @param write prints one line.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export const createMetricsRecorder = (
  { service, namespace, counting }: MetricsRecorderOptions,
  write: (line: string) => void,
): MetricsRecorder & MetricsPublisher => {
  const powertools = new Metrics({ serviceName: service, namespace });
  const exact = counting && createExactCounters(counting);
  /** By the names in it: as many as there are kinds of invocations. */
  const patterns = new Map<string, EmfOutput>();
  let samples: Sample[] = [];
  let hasCounted = false;

  const serialise = (directive: Directive): EmfOutput => {
    const [{ dimensions }] = directive;
    if (Object.keys(dimensions).length > 0) powertools.addDimensions(dimensions);
    for (const { name, unit, values } of directive) {
      for (const value of values) powertools.addMetric(name, unit, value);
    }
    const output = powertools.serializeMetrics();
    powertools.clearMetrics();
    powertools.clearDimensions();
    return output;
  };

  /** A directive as Powertools has written one with the same names before; values are those of that time. */
  const patternOf = (directive: Directive): EmfOutput => {
    let names = Object.keys(directive[0].dimensions).join();
    for (const { name } of directive) names += ` ${name}`;
    const known = patterns.get(names);
    if (known) return known;
    const pattern = serialise(directive);
    patterns.set(names, pattern);
    return pattern;
  };

  const merge = (directives: readonly Directive[]): object => {
    const line: Record<string, unknown> = {};
    const CloudWatchMetrics: EmfOutput['_aws']['CloudWatchMetrics'] = [];
    for (const directive of directives) {
      const pattern = patternOf(directive);
      CloudWatchMetrics.push(...pattern._aws.CloudWatchMetrics);
      Object.assign(line, pattern, directive[0].dimensions);
      for (const { name, values } of directive) line[name] = values.length === 1 ? values[0] : values;
    }
    return Object.assign(line, { _aws: { Timestamp: Date.now(), CloudWatchMetrics } });
  };

  const record = (name: MetricName, labels: Sample['labels'], value: number) => {
    const sample = { name, labels, value };
    exact?.count(sample);
    hasCounted = true;
    samples.push(sample);
  };

  return {
    increment: (name, labels, by = 1) => {
      record(name, labels, by);
    },
    observe: (name, labels, value) => {
      record(name, labels, value);
    },
    set: (name, labels, value) => {
      samples.push({ name, labels, value });
    },
    publish: (metadata) => {
      const recorded = samples;
      if (recorded.length === 0) return;
      samples = [];
      const lines = emfLines(recorded).map(merge);
      const [first = { service }, ...others] = lines;
      // Without news the line is for CloudWatch alone, and the aggregator need not read it.
      const isCounted = hasCounted && exact;
      hasCounted = false;
      const firstLine = { ...first, ...metadata };
      if (isCounted) write(JSON.stringify(addExactLine(firstLine, exact.nextLine())));
      else if (lines.length > 0) write(JSON.stringify(firstLine));
      for (const line of others) write(JSON.stringify({ ...line, ...metadata }));
    },
  };
};
