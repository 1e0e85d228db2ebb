import { type BurnAlert, type BurnPair, burnAlerts, burnPairs } from './burn-alerts.ts';
import { compare, dividedBy, errorBudget, minus } from './decimal.ts';
import { windowText } from './durations.ts';
import { fieldProblems } from './field-problems.ts';
import type { Objective } from './objective.ts';

/** CloudWatch's longest evaluation range of an alarm, a week. */
const longestAlarmMinutes = 10_080;
type Check = readonly [failed: boolean, problem: () => string];

const failed = (checks: readonly Check[]): readonly string[] =>
  checks.flatMap(([isFailed, problem]) => (isFailed ? [problem()] : []));

const isAlarmWindow = (minutes: number): boolean =>
  Number.isSafeInteger(minutes) && minutes >= 1 && minutes <= longestAlarmMinutes;

const pairChecks = ({ longMinutes, shortMinutes }: BurnPair): readonly Check[] => [
  [
    !isAlarmWindow(longMinutes) || !isAlarmWindow(shortMinutes),
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
  const problems = [...fieldProblems({ ...objective }), ...failed(pairs.flatMap(pairChecks))];
  if (problems.length > 0) return problems;
  return failed(burnAlerts(objective, pairs).flatMap((alert) => alertChecks(objective, alert)));
};
