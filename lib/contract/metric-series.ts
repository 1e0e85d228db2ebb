import type { MetricDefinition, RecordedDefinition } from './metric-definition.ts';
import { type MetricName, metrics } from './metrics.ts';

export type Labels = Readonly<Record<string, string>>;

/** Every recorded metric as `[name, definition]`, in the order of the catalogue. */
export const recordedMetrics = Object.entries(metrics).filter(
  (entry): entry is [MetricName, (typeof entry)[1] & RecordedDefinition] => entry[1].type !== 'gauge',
) as readonly [MetricName, RecordedDefinition][];

/** Every combination of labels that a metric can have. */
export const seriesOf = ({ labels, only }: MetricDefinition): readonly Labels[] => {
  const combinations = Object.entries(labels).reduce<Labels[]>(
    (partial, [label, values]) =>
      partial.flatMap((known) => values.map((value) => ({ ...known, [label]: value }))),
    [{}],
  );
  const exists = (combination: Labels) =>
    !only ||
    only.some((part) => Object.entries(part).every(([label, value]) => combination[label] === value));
  return combinations.filter(exists);
};

/** Where a series is counted, in log lines and in stored totals: its metric's code and the values of its labels. */
export const seriesId = ({ code, labels }: RecordedDefinition, values: Labels): string => {
  let id = code;
  for (const label in labels) id += `|${values[label]}`;
  return id;
};

/**
 * Where one number of a series is counted: a bucket by its upper bound, not added up, or `sum`. A number that
 * only grows, whatever happens, so that the greater of two is the later.
 */
export const cellId = (series: string, part: string): string => `${series}|${part}`;

/** The bucket above the last bound. */
export const overflow = '+Inf';
