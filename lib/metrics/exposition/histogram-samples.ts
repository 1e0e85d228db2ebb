import { type HistogramDefinition, partsOfUnit } from '../../contract/metric-definition.ts';
import { type Labels } from '../../contract/metric-definition.ts';
import { bucketOf, seriesId } from '../exact-line.ts';
import type { Exemplar, Sample } from './families.ts';
import { decimalText, floatText } from './text.ts';
import type { BucketExample, MetricsReading } from './families.ts';

/** Microseconds and less do not help to find a log line. */
const timestampText = (ms: number): string => (ms / 1_000).toFixed(3);

const exemplarOf = (
  definition: HistogramDefinition,
  series: string,
  bucket: string,
  examples: readonly BucketExample[],
): Exemplar | undefined => {
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
export const histogramSamples = (
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
