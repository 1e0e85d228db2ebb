import { errorBudget } from '../../../../lib/slo/decimal.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import {
  badEventsSeries,
  budgetEventsSeries,
  events,
  minutesOfPeriod,
  selector,
  sloLabels,
} from './series.ts';

type Identified = Pick<Objective, 'id'>;

/** A stage is a label of the target, which the scrape configuration sets. Rules work without it, too. */
export const perStage = 'by (job, stage)';

const rateOf = (selected: string, range: string) => `sum ${perStage} (rate(${selected}[${range}]))`;

/**
 * Ratio of bad to all events. Every event weighs the same; without a series of bad events it is 0, and without
 * events there is no sample rather than NaN, which would spoil everything that is made of it.
 */
export const errorRatio = (objective: Identified, range: string): string =>
  [
    '(',
    `  ${rateOf(events(objective, 'bad'), range)}`,
    '  or',
    `  0 * ${rateOf(events(objective), range)}`,
    ')',
    '/',
    `(${rateOf(events(objective), range)} > 0)`,
  ].join('\n');

/** Number of bad events, which Prometheus extrapolates to the ends of the range. */
export const badEvents = (objective: Identified, range: string): string =>
  `sum ${perStage} (increase(${events(objective, 'bad')}[${range}]))`;

/** Budget used over budget allowed, from a series of the ratio; 0 while there are no events. */
export const burnRate = (objective: Identified, ratio: string, budget: string): string =>
  [
    '(',
    `  max ${perStage} (${ratio})`,
    '  or',
    `  0 * max ${perStage} (${events(objective)})`,
    ')',
    `/ ${budget}`,
  ].join('\n');

/** Resolution of the age of the counters: each step of a month is looked at. */
export const historyStepSeconds = 21_600;

/**
 * Seconds of the objective's window in which the counters were scraped for the first time or before. Looked up in
 * steps, so that a full window is full although its first sample lies within its first step. Counters without a sample
 * at any step are younger than one.
 */
export const historySeconds = (objective: Objective, range: string, timeScale: number): string => {
  const step = historyStepSeconds / timeScale;
  return [
    'clamp_max(',
    `  ${step} + (`,
    `    time() - min ${perStage} (min_over_time(timestamp(${events(objective)})[${range}:${step}s]))`,
    '    or',
    `    0 * max ${perStage} (${events(objective)})`,
    '  ),',
    `  ${(minutesOfPeriod(objective) * 60) / timeScale}`,
    ')',
  ].join('\n');
};

/**
 * Number of bad events that the objective allows in its window. The part of the window that is older than the counters
 * counts as declared traffic without a bad event, and the guard is the least: fewer bad events may be chance.
 */
export const budgetEvents = (
  objective: Objective,
  {
    range,
    history,
    timeScale,
  }: { readonly range: string; readonly history: string; readonly timeScale: number },
): string => {
  const seconds = (minutesOfPeriod(objective) * 60) / timeScale;
  const hourSeconds = 3_600 / timeScale;
  return [
    'clamp_min(',
    `  ${errorBudget(objective.target)} * (`,
    `    sum ${perStage} (increase(${events(objective)}[${range}]))`,
    '    +',
    `    ${objective.expectedEventsPerHour} * (${seconds} - max ${perStage} (${history})) / ${hourSeconds}`,
    '  ),',
    `  ${objective.minBadEvents}`,
    ')',
  ].join('\n');
};

/** Used budget of the objective's window over allowed budget; 0 while there is no bad event. */
export const periodBurnRate = (objective: Objective): string => {
  const labels = sloLabels(objective);
  const allowed = `max ${perStage} (${selector(budgetEventsSeries, labels)})`;
  return [
    '(',
    `  max ${perStage} (${selector(badEventsSeries(minutesOfPeriod(objective)), labels)})`,
    '  or',
    `  0 * ${allowed}`,
    ')',
    '/',
    allowed,
  ].join('\n');
};
