import { compare, decimalPlaces, isDecimal } from './decimal.ts';
import type { Indicator, Objective } from './objective.ts';

/** API Gateway answers for a function that takes longer. */
const longestRequestMs = 29_000;
/** DynamoDB Streams keep a change for a day; what is later is not late but lost. */
const longestDeadlineMs = 86_400_000;

/** What is wrong with a value; undefined when nothing is. Not everybody asks the compiler first, so it may be anything. */
type FieldCheck = (value: unknown) => string | undefined;

type Fields = Readonly<Record<string, unknown>>;

const isText = (value: unknown): value is string => typeof value === 'string';

const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

const isWhole = (value: unknown, from: number, to: number): boolean =>
  Number.isSafeInteger(value) && Number(value) >= from && Number(value) <= to;

const isTarget = (value: unknown): boolean =>
  isText(value) &&
  isDecimal(value) &&
  decimalPlaces(value) <= 5 &&
  compare(value, '0') > 0 &&
  compare(value, '100') < 0;

/** A value in a message: texts in quotes, so that `"30"` is seen to be no number. */
const shown = (value: unknown): string => (isText(value) ? JSON.stringify(value) : String(value));

const line =
  (name: string): FieldCheck =>
  (value) =>
    isText(value) && /^.*\S.*$/.test(value) ? undefined : `there is no ${name}: write it as one line of text`;

interface IndicatorCheck {
  /** What it has besides its kind. */
  readonly fields: readonly string[];
  readonly problem: (indicator: Fields) => string | undefined;
}

const nothingMore: IndicatorCheck = { fields: [], problem: () => undefined };

const indicators: Readonly<Record<Indicator['kind'], IndicatorCheck>> = {
  availability: nothingMore,
  latency: {
    fields: ['thresholdMs'],
    problem: ({ thresholdMs }) =>
      isWhole(thresholdMs, 1, longestRequestMs)
        ? undefined
        : `no request can be judged at ${shown(thresholdMs)} ms: set thresholdMs to whole ms, 1 to ${longestRequestMs}`,
  },
  freshness: {
    fields: ['deadlineMs'],
    problem: ({ deadlineMs }) =>
      isWhole(deadlineMs, 1, longestDeadlineMs)
        ? undefined
        : `nothing can be judged at ${shown(deadlineMs)} ms: set deadlineMs to whole ms, 1 to ${longestDeadlineMs}`,
  },
  success: nothingMore,
};

const indicatorProblem = (kind: Indicator['kind'], indicator: Fields): string | undefined => {
  const { fields, problem } = indicators[kind];
  const unknown = Object.keys(indicator).find((name) => name !== 'kind' && !fields.includes(name));
  return unknown === undefined
    ? problem(indicator)
    : `the indicator ${kind} has no field ${shown(unknown)}: take it out`;
};

const words = (type: 'conjunction' | 'disjunction', names: readonly string[]): string =>
  new Intl.ListFormat('en-GB', { type }).format(names);

const isKind = (kind: unknown): kind is Indicator['kind'] => isText(kind) && Object.hasOwn(indicators, kind);

const checks: Readonly<Record<keyof Objective, FieldCheck>> = {
  id: (id) =>
    isText(id) && /^(?!.{49})[a-z0-9]+(?:-+[a-z0-9]+)*$/.test(id)
      ? undefined
      : 'the id is a label and part of names: use 1 to 48 of a-z, 0-9 and inner hyphens',
  title: line('title'),
  description: line('description'),
  target: (target) =>
    isTarget(target)
      ? undefined
      : `the target ${shown(target)} is no percentage: write it as decimal text under 100, such as '99.9', with at most 5 decimals`,
  windowDays: (days) =>
    isWhole(days, 7, 90)
      ? undefined
      : `a window of ${shown(days)} days cannot be kept: set windowDays to a whole number from 7 to 90`,
  indicator: (indicator) => {
    const kind = isRecord(indicator) ? indicator['kind'] : undefined;
    if (isRecord(indicator) && isKind(kind)) return indicatorProblem(kind, indicator);
    const kinds = words('disjunction', Object.keys(indicators));
    return `no events are counted by the indicator ${shown(isRecord(indicator) ? kind : indicator)}: set its kind to ${kinds}`;
  },
  owner: line('owner'),
  runbook: (runbook) =>
    isText(runbook) && /^docs\/runbooks\/[a-z0-9-]+\.md$/.test(runbook)
      ? undefined
      : `${shown(runbook)} is no runbook: name a file docs/runbooks/….md`,
  minBadEvents: (events) =>
    isWhole(events, 1, 1_000_000)
      ? undefined
      : `${shown(events)} bad events guard nothing: set minBadEvents to a whole number from 1 up`,
  expectedEventsPerHour: (events) =>
    Number.isFinite(events) && Number(events) > 0
      ? undefined
      : 'the expected traffic is unknown: set expectedEventsPerHour to a number over 0',
};

/** What is wrong with the single fields of what is declared as an objective, each with what to do. */
export const fieldProblems = (declared: Fields): readonly string[] => {
  const problems = Object.entries(checks).map(([name, check]) => check(declared[name]));
  const unknown = Object.keys(declared)
    .filter((name) => !Object.hasOwn(checks, name))
    .map((name) => `there is no field ${shown(name)}: use ${words('conjunction', Object.keys(checks))}`);
  return [...problems, ...unknown].filter((problem) => problem !== undefined);
};
