import { correlationIdPattern } from '../contract/headers.ts';
import {
  exactMember,
  type HistogramDefinition,
  type Labels,
  partsOfUnit,
  type RecordedDefinition,
} from '../contract/metric-definition.ts';
import { type CounterName, type MetricLabels, type MetricName, metrics } from '../contract/metrics.ts';

/** The counts of one series: a number for a counter, the numbers of its buckets and its sum for anything else. */
export type SeriesCounts = number | Readonly<Record<string, number>>;

/** Observations of the last hour or so, by metric, time slot and bin. */
export type SlotCounts = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>>;

/** All that an execution environment has counted since it started. */
export interface ExactCounts {
  readonly series: Readonly<Record<string, SeriesCounts>>;
  readonly slots?: SlotCounts;
}

/**
 * Content of a log line under `exactMember`. One line says everything, so that the line with the highest `seq` makes
 * up for all that were lost before it.
 */
export interface ExactLine extends ExactCounts {
  /** Name of the function. */
  readonly fn: string;
  /** The execution environment: start time and random bits. */
  readonly env: string;
  /** Number of the line in its environment, from 1. */
  readonly seq: number;
  /** The last observation of this invocation by series, as counted; becomes an exemplar. */
  readonly last?: Readonly<Record<string, number>>;
}

/** Every metric that is counted, as `[name, definition]`, in the order of the catalogue. */
export const recordedMetrics = Object.entries(metrics).filter(
  (entry): entry is [MetricName, (typeof entry)[1] & RecordedDefinition] => entry[1].type !== 'gauge',
) as readonly [MetricName, RecordedDefinition][];

/** Where a series is counted, in log lines and in stored totals: its metric's code and the values of its labels. */
export const seriesId = (
  { code, labels }: Pick<RecordedDefinition, 'code' | 'labels'>,
  values: Labels,
): string => {
  let id = code;
  for (const label in labels) id += `|${values[label]}`;
  return id;
};

/** The total of a counter's series; 0 if it was never counted. @param totals by cell. */
export const counterTotal = <N extends CounterName>(
  totals: ReadonlyMap<string, bigint>,
  name: N,
  labels: MetricLabels<N>,
): bigint => totals.get(seriesId(metrics[name], labels)) ?? 0n;

/**
 * Where one number of a series is counted: a bucket by its upper bound, not added up, or `sum`; of a summary its
 * `count`, and its sum in `whole` units and, as `sum`, the parts beside them. It only grows, so that the greater of two is the later.
 */
export const cellId = (series: string, part: string): string => `${series}|${part}`;

/** The bucket above the last bound. */
const overflow = '+Inf';

/** The bucket of an observation, by its upper bound. @param counted in parts of the metric's unit. */
export const bucketOf = ({ buckets, unit }: HistogramDefinition, counted: number): string => {
  const bound = buckets.find((upper) => counted <= upper * partsOfUnit[unit]);
  return bound === undefined ? overflow : String(bound);
};

/** Length of the time slots in which observations are kept, in milliseconds. */
export const slotMs = 600_000;

/**
 * Ratio of the bounds of a bin: γ = (1 + α) / (1 − α). Bins grow by a constant factor, so that any value is known within a
 * relative error, and counts of bins from any environment can be added: the mapping of DDSketch.
 * @see Masson, Rim, Lee: DDSketch: A Fast and Fully-Mergeable Quantile Sketch with Relative-Error Guarantees.
 *   PVLDB 12(12), 2019. https://arxiv.org/abs/1908.10693
 */
export const binGrowth = (relativeError: number): number => (1 + relativeError) / (1 - relativeError);

/** Bin of the values that are too small to differ from zero. */
export const zeroBin = 'z';

/** The bin of a value; values below 1 are all in the same. */
export const binOf = (value: number, relativeError: number): string =>
  value < 1 ? zeroBin : String(Math.ceil(Math.log(value) / Math.log(binGrowth(relativeError))));

const byCode = new Map(recordedMetrics.map(([, definition]) => [definition.code, definition]));

/** The metric that a series is of; none if another version of the service has counted it. */
export const definitionOfSeries = (series: string): RecordedDefinition | undefined =>
  byCode.get(series.split('|', 1)[0] ?? '');

/** Every number that a state has counted, by its cell. */
export const cellsOf = ({ series }: ExactCounts): Record<string, number> => {
  const cells: Record<string, number> = {};
  for (const [id, counts] of Object.entries(series)) {
    if (typeof counts === 'number') cells[id] = counts;
    else for (const [part, count] of Object.entries(counts)) cells[cellId(id, part)] = count;
  }
  return cells;
};

/** A log line that says what its environment has counted. */
export interface CountedLine extends ExactLine {
  readonly correlationId?: string;
}

const name = /^[\w$.-]{1,100}$/;
/** A metric's code and the values of its labels. The keys of a table are no codes. */
const series = /^(?![ps]k$)[a-z]{2}(?:\|[^|\p{Cc}]{1,100}){0,4}$/u;
const part = /^[A-Za-z0-9.+-]{1,20}$/;
const slot = /^\d{1,9}$/;
/** Exact whole numbers of JavaScript are in fewer than 2,000 bins. */
const bin = /^(?:z|1?\d{1,3})$/;

/**
 * As many as one update of DynamoDB can move, which takes some 300 operands, beside what the aggregator counts
 * itself. No function has so many series.
 */
export const maxCells = 280;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;

const isMapOf = (value: unknown, key: RegExp, isEntry: (entry: unknown) => boolean): boolean =>
  isRecord(value) && Object.entries(value).every(([id, entry]) => key.test(id) && isEntry(entry));

const isParts = (value: unknown) => isMapOf(value, part, isCount);
const isBins = (value: unknown) => isMapOf(value, bin, isCount);
const isSlots = (value: unknown) => isMapOf(value, series, (bySlot) => isMapOf(bySlot, slot, isBins));

const isOptional = (value: unknown, isRight: (value: unknown) => boolean) =>
  value === undefined || isRight(value);

const isExactLine = (value: unknown): value is ExactLine =>
  isRecord(value) &&
  typeof value['fn'] === 'string' &&
  name.test(value['fn']) &&
  typeof value['env'] === 'string' &&
  name.test(value['env']) &&
  isCount(value['seq']) &&
  isMapOf(value['series'], series, (counts) => isCount(counts) || isParts(counts)) &&
  isOptional(value['slots'], isSlots) &&
  isOptional(value['last'], (last) => isMapOf(last, series, isCount));

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Reads a line; `undefined` when it is not one that the service prints. Never throws. */
export const parseExactLine = (message: string): CountedLine | undefined => {
  const root = parseJson(message);
  if (!isRecord(root) || !isExactLine(root[exactMember])) return undefined;
  const { fn, env, seq, slots, last, ...counts } = root[exactMember];
  if (Object.keys(cellsOf(counts)).length > maxCells) return undefined;
  const id = root['correlationId'];
  return {
    fn,
    env,
    seq,
    series: counts.series,
    ...(slots && { slots }),
    ...(last && { last }),
    ...(typeof id === 'string' && correlationIdPattern.test(id) && { correlationId: id }),
  };
};
