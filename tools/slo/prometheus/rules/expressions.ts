import type { Objective } from '../../../../lib/slo/objective.ts';
import { events } from './series.ts';

type Identified = Pick<Objective, 'id'>;

const ratePerJob = (selected: string, range: string) => `sum by (job) (rate(${selected}[${range}]))`;

/**
 * Ratio of bad to all events. Every event weighs the same; without a series of bad events it is 0, and without
 * events there is no sample rather than NaN, which would spoil everything that is made of it.
 */
export const errorRatio = (objective: Identified, range: string): string =>
  [
    '(',
    `  ${ratePerJob(events(objective, 'bad'), range)}`,
    '  or',
    `  0 * ${ratePerJob(events(objective), range)}`,
    ')',
    '/',
    `(${ratePerJob(events(objective), range)} > 0)`,
  ].join('\n');

/** Number of bad events, which Prometheus extrapolates to the ends of the range. */
export const badEvents = (objective: Identified, range: string): string =>
  `sum by (job) (increase(${events(objective, 'bad')}[${range}]))`;

/** Budget used over budget allowed, from a series of the ratio; 0 while there are no events. */
export const burnRate = (objective: Identified, ratio: string, budget: string): string =>
  [
    '(',
    `  max by (job) (${ratio})`,
    '  or',
    `  0 * max by (job) (${events(objective)})`,
    ')',
    `/ ${budget}`,
  ].join('\n');
