import {
  type CounterDefinition,
  type HistogramDefinition,
  type Labels,
  type MetricDefinition,
  partsOfUnit,
  type SummaryDefinition,
  seriesOf,
} from '../../contract/metric-definition.ts';
import { type GaugeName, type MetricName, metrics } from '../../contract/metrics.ts';
import { bucketOf, cellId, seriesId } from '../exact-line.ts';
import type { Exemplar } from '../metrics-store.ts';
import { quantileOfBins } from './quantiles.ts';
import { decimalText, floatText } from './text.ts';

/** All that is known of the service's metrics at a moment. */
export interface MetricsReading {
  /** By cell. */
  readonly totals: ReadonlyMap<string, bigint>;
  /** Of the metrics with quantiles: bin → observations in the window. */
  readonly bins: Readonly<Partial<Record<MetricName, ReadonlyMap<string, number>>>>;
  /** A gauge that could not be read is not there. */
  readonly gauges: Readonly<Partial<Record<GaugeName, number>>>;
  readonly exemplars: readonly Exemplar[];
}

/** An observed value, with a label that leads to its logs. */
export interface SampleExemplar {
  readonly labels: Labels;
  readonly value: string;
  /** Seconds since 1970. */
  readonly timestamp: string;
}

export interface Sample {
  /** Suffix of the family's name; empty for a counter in its own family. */
  readonly suffix: '' | '_bucket' | '_sum' | '_count';
  readonly labels: Labels;
  readonly value: string;
  readonly exemplar?: SampleExemplar;
}

/** A metric with everything that is said of it, in no format yet. */
export interface Family {
  readonly name: MetricName;
  readonly definition: MetricDefinition;
  readonly samples: readonly Sample[];
}

/** Microseconds and less do not help to find a log line. */
const timestampText = (ms: number): string => (ms / 1_000).toFixed(3);

const exemplarOf = (
  definition: HistogramDefinition,
  series: string,
  bucket: string,
  examples: readonly Exemplar[],
): SampleExemplar | undefined => {
  const example = examples.find((one) => one.series === series && one.bucket === bucket);
  // Bounds may have changed since it was kept.
  if (!example || bucketOf(definition, example.value) !== bucket) return undefined;
  return {
    labels: { correlation_id: example.correlationId },
    value: decimalText(BigInt(example.value), partsOfUnit[definition.unit]),
    timestamp: timestampText(example.at),
  };
};

/** Counts of a series by the catalogue's buckets; those of a bound that is no more are in the next one. */
const countsOf = (
  { buckets }: HistogramDefinition,
  series: string,
  totals: ReadonlyMap<string, bigint>,
): { readonly byBound: ReadonlyMap<number, bigint>; readonly sum: bigint } => {
  const byBound = new Map<number, bigint>();
  let sum = 0n;
  for (const [cell, count] of totals) {
    if (!cell.startsWith(`${series}|`)) continue;
    const part = cell.slice(series.length + 1);
    if (part === 'sum') sum = count;
    const stored = part === '+Inf' ? Number.POSITIVE_INFINITY : Number(part);
    if (Number.isNaN(stored)) continue;
    const bound = buckets.find((upper) => upper >= stored) ?? Number.POSITIVE_INFINITY;
    byBound.set(bound, (byBound.get(bound) ?? 0n) + count);
  }
  return { byBound, sum };
};

/** Buckets, each with those below it, then sum and count; the count is that of the last bucket. */
const histogramSamples = (
  definition: HistogramDefinition,
  labels: Labels,
  { totals, exemplars }: MetricsReading,
): Sample[] => {
  const series = seriesId(definition, labels);
  const { byBound, sum } = countsOf(definition, series, totals);
  let count = 0n;
  const buckets = [...definition.buckets, Number.POSITIVE_INFINITY].map((bound): Sample => {
    count += byBound.get(bound) ?? 0n;
    const name = bound === Number.POSITIVE_INFINITY ? '+Inf' : String(bound);
    const exemplar = exemplarOf(definition, series, name, exemplars);
    return {
      suffix: '_bucket',
      labels: { ...labels, le: floatText(bound) },
      value: String(count),
      ...(exemplar && { exemplar }),
    };
  });
  return [
    ...buckets,
    { suffix: '_sum', labels, value: decimalText(sum, partsOfUnit[definition.unit]) },
    { suffix: '_count', labels, value: String(count) },
  ];
};

const counterSample = (
  definition: CounterDefinition,
  labels: Labels,
  { totals }: MetricsReading,
): Sample => ({ suffix: '', labels, value: String(totals.get(seriesId(definition, labels)) ?? 0n) });

/** More would be no truer. */
const quantileDigits = 6;

/** Quantiles of the window; sum and count of all time. */
const summarySamples = (
  name: MetricName,
  definition: SummaryDefinition,
  labels: Labels,
  { totals, bins }: MetricsReading,
): Sample[] => {
  const series = seriesId(definition, labels);
  const parts = partsOfUnit[definition.unit];
  const counted = bins[name] ?? new Map<string, number>();
  const quantiles = definition.quantiles.map((part): Sample => {
    const value = quantileOfBins(counted, part, definition.relativeError) / parts;
    const known = Number(value.toPrecision(quantileDigits));
    return { suffix: '', labels: { ...labels, quantile: floatText(part) }, value: floatText(known) };
  });
  const total = (part: string) => totals.get(cellId(series, part)) ?? 0n;
  const sum = total('whole') * BigInt(parts) + total('sum');
  return [
    ...quantiles,
    { suffix: '_sum', labels, value: decimalText(sum, parts) },
    { suffix: '_count', labels, value: String(total('count')) },
  ];
};

const samplesOf = (
  name: MetricName,
  definition: MetricDefinition,
  reading: MetricsReading,
): readonly Sample[] => {
  if (definition.type === 'gauge') {
    const value = reading.gauges[name as GaugeName];
    return value === undefined ? [] : [{ suffix: '', labels: {}, value: floatText(value) }];
  }
  return seriesOf(definition).flatMap((labels) => {
    if (definition.type === 'counter') return [counterSample(definition, labels, reading)];
    if (definition.type === 'histogram') return histogramSamples(definition, labels, reading);
    return summarySamples(name, definition, labels, reading);
  });
};

/**
 * Every metric of the catalogue with all its series: what was never counted is 0, so that its first increase is
 * seen as one. Only a gauge that could not be read is missing.
 */
export const familiesOf = (reading: MetricsReading): readonly Family[] =>
  (Object.entries(metrics) as [MetricName, MetricDefinition][])
    .map(([name, definition]) => ({ name, definition, samples: samplesOf(name, definition, reading) }))
    .filter(({ samples }) => samples.length > 0);
