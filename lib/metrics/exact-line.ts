import type { ExactLine } from './exact-line.ts';
import { correlationIdPattern } from '../contract/headers.ts';
import { cellsOf } from './aggregation/growth.ts';

/** A log line that says what its environment has counted. */
export interface CountedLine extends ExactLine {
  readonly correlationId?: string;
}

const name = /^[\w$.-]{1,100}$/;
/** A metric's code and the values of its labels. The keys of a table are no codes. */
const series = /^(?![ps]k$)[a-z]{2}(?:\|[^|\p{Cc}]{1,100}){0,4}$/u;
const part = /^[A-Za-z0-9.+-]{1,20}$/;
const slot = /^\d{1,9}$/;
/** Whole numbers that JavaScript can tell apart are in fewer than 2,000 bins. */
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
  if (!isRecord(root) || !isExactLine(root['exact'])) return undefined;
  const { fn, env, seq, slots, last, ...counts } = root['exact'];
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
