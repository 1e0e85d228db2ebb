import { Metrics } from '@aws-lambda-powertools/metrics';
import type { EmfOutput } from '@aws-lambda-powertools/metrics/types';
import type {
  CloudWatchGaugeName,
  CounterName,
  HistogramName,
  MetricLabels,
  MetricName,
} from '../contract/metrics.ts';
import { addExactLine } from './exact-line.ts';
import { type Directive, emfLines } from './recording/emf-lines.ts';
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
