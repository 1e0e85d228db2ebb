import { compare, decimalPlaces, isDecimal } from './decimal.ts';
import { alertKinds, type Indicator, type Objective } from './objective.ts';

/** API Gateway answers for a function that takes longer. */
const longestRequestMs = 29_000;
/** DynamoDB Streams keep a change for a day; a later event is lost, not late. */
const longestDeadlineMs = 86_400_000;

/** A value of any type, since a declaration may come from code that the compiler has not checked. */
type Fields = Readonly<Record<string, unknown>>;

/** The values that a field takes, and the words for them: `target must be …, not 100`. */
interface Rule {
  readonly takes: (value: unknown) => boolean;
  readonly values: string;
}

const isText = (value: unknown): value is string => typeof value === 'string';

const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

const matching = (pattern: RegExp, values: string): Rule => ({
  takes: (value) => isText(value) && pattern.test(value),
  values,
});

const whole = (from: number, to: number): Rule => ({
  takes: (value) => Number.isSafeInteger(value) && Number(value) >= from && Number(value) <= to,
  values: `a whole number from ${from} to ${to}`,
});

const line = matching(/^.*\S.*$/, 'one line of text');

const target: Rule = {
  takes: (value) =>
    isText(value) &&
    isDecimal(value) &&
    decimalPlaces(value) <= 5 &&
    compare(value, '0') > 0 &&
    compare(value, '100') < 0,
  values: `decimal text over 0 and under 100 such as '99.9', with at most 5 decimals`,
};

const fields: Readonly<Record<Exclude<keyof Objective, 'indicator' | 'alerts'>, Rule>> = {
  // An id is a label's value and a part of names.
  id: matching(/^(?!.{49})[a-z0-9]+(?:-+[a-z0-9]+)*$/, '1 to 48 of a-z, 0-9 and inner hyphens'),
  title: line,
  description: line,
  target,
  windowDays: whole(7, 90),
  owner: line,
  runbook: matching(/^docs\/runbooks\/[a-z0-9-]+\.md$/, 'a file docs/runbooks/….md'),
  minBadEvents: whole(1, 1_000_000),
  trickleBadEvents: whole(1, 1_000_000),
  expectedEventsPerHour: {
    takes: (value) => Number.isFinite(value) && Number(value) > 0,
    values: 'a number over 0',
  },
};

const indicators: Readonly<Record<Indicator['kind'], Readonly<Record<string, Rule>>>> = {
  availability: {},
  latency: { thresholdMs: whole(1, longestRequestMs) },
  freshness: { deadlineMs: whole(1, longestDeadlineMs) },
  success: {},
};

const kinds = new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(Object.keys(indicators));

/** A value in a message: text in quotes, to distinguish `"30"` from `30`. */
const shown = (value: unknown): string => (isText(value) ? JSON.stringify(value) : String(value));

const problemOf = (name: string, { takes, values }: Rule, value: unknown): readonly string[] =>
  takes(value) ? [] : [`${name} must be ${values}, not ${shown(value)}`];

const unknownFields = (given: Fields, known: Fields, of: string): readonly string[] =>
  Object.keys(given)
    .filter((name) => !Object.hasOwn(known, name))
    .map((name) => `unknown field ${shown(name)} of ${of}`);

const isKind = (kind: unknown): kind is Indicator['kind'] => isText(kind) && Object.hasOwn(indicators, kind);

const indicatorProblems = (indicator: unknown): readonly string[] => {
  if (!isRecord(indicator)) return [`indicator must be an object with a kind, not ${shown(indicator)}`];
  const { kind, ...limits } = indicator;
  if (!isKind(kind)) return [`indicator.kind must be ${kinds}, not ${shown(kind)}`];
  const rules = indicators[kind];
  return [
    ...Object.entries(rules).flatMap(([name, rule]) => problemOf(`indicator.${name}`, rule, limits[name])),
    ...unknownFields(limits, rules, `the indicator ${kind}`),
  ];
};

/** Labels that the rules set themselves. */
const ownLabels = /^(?:job|stage|severity|owner|pair|alertname|sloth_\w+|__\w*)$/;

const isLabels = (value: unknown): boolean =>
  isRecord(value) &&
  Object.entries(value).every(
    ([name, text]) => /^[a-zA-Z_]\w*$/.test(name) && !ownLabels.test(name) && isText(text),
  );

const alertOptions: Readonly<Record<string, Rule>> = {
  leaveOut: { takes: (value) => value === undefined || typeof value === 'boolean', values: 'true or false' },
  labels: {
    takes: (value) => value === undefined || isLabels(value),
    values: 'text by label names of Prometheus that no rule sets itself',
  },
};

const alertProblems = (alerts: unknown): readonly string[] => {
  if (alerts === undefined) return [];
  if (!isRecord(alerts)) return [`alerts must be an object by kind of alert, not ${shown(alerts)}`];
  return [
    ...unknownFields(alerts, Object.fromEntries(alertKinds.map((kind) => [kind, true])), 'alerts'),
    ...Object.entries(alerts).flatMap(([kind, options]) => {
      if (!isRecord(options)) return [`alerts.${kind} must be an object, not ${shown(options)}`];
      return [
        ...Object.entries(alertOptions).flatMap(([name, rule]) =>
          problemOf(`alerts.${kind}.${name}`, rule, options[name]),
        ),
        ...unknownFields(options, alertOptions, `alerts.${kind}`),
      ];
    }),
  ];
};

/** The problems of an objective's single fields, each with the values that the field takes. */
export const fieldProblems = (declared: Fields): readonly string[] => {
  const { indicator, alerts, ...others } = declared;
  return [
    ...Object.entries(fields).flatMap(([name, rule]) => problemOf(name, rule, others[name])),
    ...indicatorProblems(indicator),
    ...alertProblems(alerts),
    ...unknownFields(others, fields, 'an objective'),
  ];
};
