import { type BurnAlert, type BurnPair, burnAlerts, burnPairs } from './burn-alerts.ts';
import { compare, decimalPlaces, dividedBy, errorBudget, isDecimal, minus } from './decimal.ts';
import type { Objective } from './objective.ts';
import { windowText } from './windows.ts';

/** CloudWatch's longest evaluation range of an alarm, a week. */
const longestAlarmMinutes = 10_080;
/** API Gateway answers for a function that takes longer. */
const longestRequestMs = 29_000;
/** DynamoDB Streams keep a change for a day; what is later is not late but lost. */
const longestDeadlineMs = 86_400_000;

type Check = readonly [failed: boolean, problem: () => string];

const failed = (checks: readonly Check[]): readonly string[] =>
  checks.flatMap(([isFailed, problem]) => (isFailed ? [problem()] : []));

const isWhole = (value: number, from: number, to: number): boolean =>
  Number.isSafeInteger(value) && value >= from && value <= to;

const isTarget = (target: string): boolean =>
  isDecimal(target) && decimalPlaces(target) <= 5 && compare(target, '0') > 0 && compare(target, '100') < 0;

const indicatorChecks = ({ indicator }: Objective): readonly Check[] => {
  switch (indicator.kind) {
    case 'latency':
      return [
        [
          !isWhole(indicator.thresholdMs, 1, longestRequestMs),
          () =>
            `no request can be judged at ${indicator.thresholdMs} ms: set thresholdMs to whole ms, 1 to ${longestRequestMs}`,
        ],
      ];
    case 'freshness':
      return [
        [
          !isWhole(indicator.deadlineMs, 1, longestDeadlineMs),
          () =>
            `nothing can be judged at ${indicator.deadlineMs} ms: set deadlineMs to whole ms, 1 to ${longestDeadlineMs}`,
        ],
      ];
    default:
      return [];
  }
};

const fieldChecks = (objective: Objective): readonly Check[] => [
  [
    !/^(?!.{49})[a-z0-9]+(?:-+[a-z0-9]+)*$/.test(objective.id),
    () => 'the id is a label and part of names: use 1 to 48 of a-z, 0-9 and inner hyphens',
  ],
  [
    !isTarget(objective.target),
    () =>
      `the target "${objective.target}" is no percentage: write it as decimal text under 100, such as 99.9, with at most 5 decimals`,
  ],
  [
    !isWhole(objective.windowDays, 7, 90),
    () => `a window of ${objective.windowDays} days cannot be kept: set windowDays to 7 to 90`,
  ],
  [
    !isWhole(objective.minBadEvents, 1, 1_000_000),
    () => `${objective.minBadEvents} bad events guard nothing: set minBadEvents to a whole number from 1 up`,
  ],
  [
    !(objective.expectedEventsPerHour > 0 && Number.isFinite(objective.expectedEventsPerHour)),
    () => 'the expected traffic is unknown: set expectedEventsPerHour to more than 0',
  ],
  [
    !/^docs\/runbooks\/[a-z0-9-]+\.md$/.test(objective.runbook),
    () => `"${objective.runbook}" is no runbook: name a file docs/runbooks/….md`,
  ],
  ...indicatorChecks(objective),
];

const pairChecks = ({ longMinutes, shortMinutes }: BurnPair): readonly Check[] => [
  [
    !isWhole(longMinutes, 1, longestAlarmMinutes) || !isWhole(shortMinutes, 1, longestAlarmMinutes),
    () =>
      `no CloudWatch alarm looks at ${longMinutes} and ${shortMinutes} minutes: use whole minutes up to ${longestAlarmMinutes}`,
  ],
  [
    shortMinutes >= longMinutes,
    () => `the short window of ${shortMinutes} min has to be shorter than ${longMinutes} min`,
  ],
];

const alertChecks = (
  { target, expectedEventsPerHour, minBadEvents }: Objective,
  { severity, factor, threshold, longMinutes }: BurnAlert,
): readonly Check[] => {
  const window = windowText(longMinutes);
  const events = (expectedEventsPerHour * longMinutes) / 60;
  return [
    [
      compare(threshold, '1') >= 0,
      () =>
        `the ${severity} over ${window} can never fire at a target of ${target}: ${factor} × ${errorBudget(target)} is ${threshold}, and no error ratio is over 1; choose a target over ${neverFiresUpTo(factor)}`,
    ],
    [
      severity === 'page' && minBadEvents === 1 && events * Number(threshold) < 1,
      () => `one bad event of the ${events} expected in ${window} pages: set minBadEvents to 2 or more`,
    ],
    [
      events < minBadEvents,
      () =>
        `the ${severity} over ${window} can never fire: ${events} events are expected, minBadEvents is ${minBadEvents}; lower it or count more events`,
    ],
  ];
};

/** Target at which factor × budget is 1. */
const neverFiresUpTo = (factor: string): string => minus('100', dividedBy('100', factor, 5));

/** What is wrong with a declaration, each with what to do; nothing when alerts can be made from it everywhere. */
export const objectiveProblems = (
  objective: Objective,
  pairs: readonly BurnPair[] = burnPairs,
): readonly string[] => {
  const problems = failed([...fieldChecks(objective), ...pairs.flatMap(pairChecks)]);
  if (problems.length > 0) return problems;
  return failed(burnAlerts(objective, pairs).flatMap((alert) => alertChecks(objective, alert)));
};
