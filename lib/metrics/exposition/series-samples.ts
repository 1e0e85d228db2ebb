import { quantileOfBins } from '../../contract/exponential-bins.ts';
import {
  type CounterDefinition,
  partsOfUnit,
  type SummaryDefinition,
} from '../../contract/metric-definition.ts';
import { cellId, type Labels, seriesId } from '../../contract/metric-series.ts';
import type { MetricName } from '../../contract/metrics.ts';
import type { Sample } from './family.ts';
import { decimalText, floatText } from './number-text.ts';
import type { MetricsReading } from './reading.ts';

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
