import { Metrics } from '@aws-lambda-powertools/metrics';
import { cloudWatchValues, exactMember, missedMember } from '../contract/metric-definition.ts';
import {
  type CloudWatchGaugeName,
  type CounterName,
  metrics as catalogue,
  type HistogramName,
  type MetricLabels,
  type MetricName,
} from '../contract/metrics.ts';
import type { LineMetrics } from '../platform/logging/line-metrics.ts';
import {
  emfMembers,
  type LinePlan,
  planEmfLines,
  type RecordedSample,
  seriesOfSample,
} from './recording/emf-lines.ts';
import { type CountingEnvironment, createExactCounters, type Sample } from './recording/exact-counters.ts';

/** Records what the catalogue knows; anything else does not type-check. */
export interface MetricsRecorder {
  increment<N extends CounterName>(name: N, labels: MetricLabels<N>, by?: number): void;
  observe<N extends HistogramName>(name: N, labels: MetricLabels<N>, value: number): void;
  /** Publishes a gauge's present value to CloudWatch. It is not counted: `/metrics` reads it when it is scraped. */
  set<N extends CloudWatchGaugeName>(name: N, labels: MetricLabels<N>, value: number): void;
}

/** Hands over all that an invocation has recorded, at its end, for its last line. */
export interface InvocationMetrics {
  /** One for each line that the metrics need: nearly always one, and none when nothing was recorded. */
  take(): readonly LineMetrics[];
}

export interface MetricsRecorderOptions {
  readonly service: string;
  readonly namespace: string;
  /** Version of the function, for the lines of invocations that missed an objective. */
  readonly version?: string | undefined;
  /** The environment whose counts the lines have; without it lines are for CloudWatch alone. */
  readonly counting?: CountingEnvironment;
}

/** The objectives that samples missed, each with the version that missed it, as a member in JSON. */
const missedBy = (version: string | undefined, samples: readonly RecordedSample[]): string => {
  const missed = samples.filter(
    ({ name, labels }) => name === 'slo_events_total' && labels['outcome'] === 'bad',
  );
  if (version === undefined || missed.length === 0) return '';
  const versions = Object.fromEntries(missed.map(({ labels }) => [labels['slo'], version]));
  return `,"${missedMember}":${JSON.stringify(versions)}`;
};

/** Plans that are kept, and the most samples of an invocation whose plan is: as few as there are kinds of invocations. */
const maxPlans = 200;
const maxPlannedSamples = 50;

/**
 * Metrics in CloudWatch's embedded metric format, serialised by Powertools Metrics. The first line of an
 * invocation that has counted also has all that its environment has counted so far.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export const createMetricsRecorder = ({
  service,
  namespace,
  version,
  counting,
}: MetricsRecorderOptions): MetricsRecorder & InvocationMetrics => {
  const powertools = new Metrics({ serviceName: service, namespace });
  const exact = counting && createExactCounters(counting);
  const plans = new Map<string, readonly LinePlan[]>();
  let samples: RecordedSample[] = [];
  /** The series of the samples in order: invocations with the same ones have the same lines but for their values. */
  let kind = '';
  let hasCounted = false;

  const planOf = (recorded: readonly RecordedSample[], recordedKind: string): readonly LinePlan[] => {
    const known = plans.get(recordedKind);
    if (known) return known;
    const made = planEmfLines(recorded, powertools);
    if (plans.size < maxPlans && recorded.length <= maxPlannedSamples) plans.set(recordedKind, made);
    return made;
  };

  const keep = (sample: RecordedSample) => {
    samples.push(sample);
    kind += `${sample.series} `;
  };

  const record = (name: MetricName, labels: Sample['labels'], value: number) => {
    const sample = { name, labels, value, series: seriesOfSample(name, labels) };
    exact?.count(sample, sample.series);
    hasCounted = true;
    for (const each of cloudWatchValues(catalogue[name], labels, value)) keep({ ...sample, value: each });
  };

  return {
    increment: (name, labels, by = 1) => {
      record(name, labels, by);
    },
    observe: (name, labels, value) => {
      record(name, labels, value);
    },
    set: (name, labels, value) => {
      keep({ name, labels, value, series: seriesOfSample(name, labels) });
    },
    take: () => {
      const recorded = samples;
      if (recorded.length === 0 && !hasCounted) return [];
      const lines = planOf(recorded, kind);
      samples = [];
      kind = '';
      const now = Date.now();
      // Without news the line is for CloudWatch alone, and the aggregator need not read it.
      const counted = hasCounted && exact ? `,"${exactMember}":${exact.nextLineText()}` : '';
      hasCounted = false;
      if (lines.length === 0) return counted === '' ? [] : [{ dimensions: { service }, text: counted }];
      return lines.map((line, index) => ({
        dimensions: line.dimensions,
        text: emfMembers(line, recorded, now) + (index === 0 ? missedBy(version, recorded) + counted : ''),
      }));
    },
  };
};
