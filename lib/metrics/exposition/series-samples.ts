import {
  type CounterDefinition,
  partsOfUnit,
  type SummaryDefinition,
} from '../../contract/metric-definition.ts';
import { type Labels } from '../../contract/metric-definition.ts';
import { cellId, seriesId } from '../exact-line.ts';
import type { MetricName } from '../../contract/metrics.ts';
import { quantileOfBins } from '../quantiles/exponential-bins.ts';
import type { Sample } from './families.ts';
import { decimalText, floatText } from './text.ts';
import type { MetricsReading } from './families.ts';

export const counterSample = (
  definition: CounterDefinition,
  labels: Labels,
  { totals }: MetricsReading,
): Sample => ({ suffix: '', labels, value: String(totals.get(seriesId(definition, labels)) ?? 0n) });

/** More would be no truer. */
const quantileDigits = 6;

/** Quantiles of the window; sum and count of all time. */
export const summarySamples = (
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
