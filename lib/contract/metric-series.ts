import {
  type HistogramDefinition,
  type MetricDefinition,
  partsOfUnit,
  type RecordedDefinition,
} from './metric-definition.ts';
import { type MetricName, metrics } from './metrics.ts';

export type Labels = Readonly<Record<string, string>>;

/** Every metric that is counted, as `[name, definition]`, in the order of the catalogue. */
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
export const seriesId = (
  { code, labels }: Pick<RecordedDefinition, 'code' | 'labels'>,
  values: Labels,
): string => {
  let id = code;
  for (const label in labels) id += `|${values[label]}`;
  return id;
};

/**
 * Where one number of a series is counted: a bucket by its upper bound, not added up, or `sum`; of a summary its
 * `count`, and its sum in `whole` units and, as `sum`, the parts beside them. A number that only grows, whatever happens, so that the greater of two is the later.
 */
export const cellId = (series: string, part: string): string => `${series}|${part}`;

/** The bucket above the last bound. */
const overflow = '+Inf';

/** The bucket of an observation, by its upper bound. @param counted in parts of the metric's unit. */
export const bucketOf = ({ buckets, unit }: HistogramDefinition, counted: number): string => {
  const bound = buckets.find((upper) => counted <= upper * partsOfUnit[unit]);
  return bound === undefined ? overflow : String(bound);
};

const byCode = new Map(recordedMetrics.map(([, definition]) => [definition.code, definition]));

/** The metric that a series is of; none if another version of the service has counted it. */
export const definitionOfSeries = (series: string): RecordedDefinition | undefined =>
  byCode.get(series.split('|', 1)[0] ?? '');
