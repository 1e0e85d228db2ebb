import { type BurnAlert, type BurnPair, burnAlerts, burnPairs, hasOneWindow } from './burn-alerts.ts';
import { compare, dividedBy, errorBudget, minus } from './decimal.ts';
import { timeWords, windowText } from './durations.ts';
import { fieldProblems } from './field-problems.ts';
import type { Indicator, Objective } from './objective.ts';

/** CloudWatch's longest evaluation range of an alarm, a week. */
const longestAlarmMinutes = 10_080;

/** A declared objective from which no working alerts can be made; the message is one line. */
export class SloDefinitionError extends Error {
  override readonly name = 'SloDefinitionError';

  constructor(id: string, problems: readonly string[]) {
    super(`SLO ${JSON.stringify(id)}: ${problems.join('; ')}`);
  }
}

type Check = readonly [failed: boolean, problem: () => string];

const failed = (checks: readonly Check[]): readonly string[] =>
  checks.flatMap(([isFailed, problem]) => (isFailed ? [problem()] : []));

const isAlarmWindow = (minutes: number): boolean =>
  Number.isSafeInteger(minutes) && minutes >= 1 && minutes <= longestAlarmMinutes;

const pairChecks = ({ longMinutes, shortMinutes }: BurnPair): readonly Check[] => [
  [
    !isAlarmWindow(longMinutes) || !isAlarmWindow(shortMinutes),
    () =>
      `no CloudWatch alarm covers ${longMinutes} and ${shortMinutes} minutes: use whole minutes up to ${longestAlarmMinutes}`,
  ],
  [
    shortMinutes >= longMinutes,
    () => `the short window of ${shortMinutes} min must be shorter than ${longMinutes} min`,
  ],
];

/** Target at which factor × budget is 1. */
const neverFiresUpTo = (factor: string): string => minus('100', dividedBy('100', factor, 5));

const alertChecks = ({ target, expectedEventsPerHour }: Objective, alert: BurnAlert): readonly Check[] => {
  const { severity, factor, threshold, longMinutes, minBadEvents } = alert;
  const guard = hasOneWindow(alert) ? 'trickleBadEvents' : 'minBadEvents';
  const window = windowText(longMinutes);
  const events = (expectedEventsPerHour * longMinutes) / 60;
  return [
    [
      // The page with the same long window has the same problem.
      !hasOneWindow(alert) && compare(threshold, '1') >= 0,
      () =>
        `the ${severity} over ${window} can never fire at a target of ${target}: its error ratio would have to exceed ${factor} × ${errorBudget(target)} = ${threshold}; choose a target over ${neverFiresUpTo(factor)}`,
    ],
    [
      severity === 'page' && minBadEvents === 1 && events * Number(threshold) < 1,
      () => `one bad event of the ${events} expected in ${window} would page: set minBadEvents to 2 or more`,
    ],
    [
      events < minBadEvents,
      () =>
        `the ${severity} over ${window} can never fire: ${events} events are expected and ${guard} is ${minBadEvents}; lower ${guard} or count more events`,
    ],
  ];
};

const limitOf = (indicator: Indicator): string | undefined => {
  if (indicator.kind === 'latency') return timeWords(indicator.thresholdMs);
  return indicator.kind === 'freshness' ? timeWords(indicator.deadlineMs) : undefined;
};

const limitCheck = ({ indicator, description }: Objective): Check => {
  const limit = limitOf(indicator);
  return [
    limit !== undefined && !description.includes(` ${limit}`),
    () => `the description must name the limit of the indicator, ${limit}`,
  ];
};

/** The problems of one objective, each with its remedy; none when every platform can make working alerts from it. */
export const objectiveProblems = (
  objective: Objective,
  pairs: readonly BurnPair[] = burnPairs,
): readonly string[] => {
  const problems = [...fieldProblems({ ...objective }), ...failed(pairs.flatMap(pairChecks))];
  if (problems.length > 0) return problems;
  return failed([
    limitCheck(objective),
    ...burnAlerts(objective, pairs).flatMap((alert) => alertChecks(objective, alert)),
  ]);
};

/**
 * Checks a declaration before anything is made from it. The service's functions read the declaration as plain data
 * and do not run this.
 * @throws {SloDefinitionError} for the first objective with a problem, or with an id that is not its key.
 */
export const checkObjectives = (objectives: Readonly<Record<string, Objective>>): void => {
  for (const [key, objective] of Object.entries(objectives)) {
    const problems = [
      ...objectiveProblems(objective),
      ...failed([[objective.id !== key, () => `the id must be its key, ${JSON.stringify(key)}`]]),
    ];
    if (problems.length > 0) throw new SloDefinitionError(key, problems);
  }
};
