import { windowSeconds } from '../../../../lib/slo/budget.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import type { Incident } from '../../alert-simulator/incident.ts';
import { historyStepSeconds } from '../rules/expressions.ts';
import { scrapedCounter } from './scraped-counter.ts';
import { type Looking, scrapesOf } from './scrapes.ts';

/** How long Prometheus takes a sample for the present one. */
const lookbackSeconds = 300;

const stepAfter = (second: number): number => Math.ceil(second / historyStepSeconds) * historyStepSeconds;

/**
 * Seconds that the rules know of at a second of an incident: those since the earliest sample that is the present one at
 * a step of the age of the counters, and a step more.
 */
export const knownHistory = (
  objective: Objective,
  incident: Incident,
  looking: Looking,
): ((at: number) => number) => {
  const seen = scrapedCounter(incident, 'good', scrapesOf(objective, incident, looking))
    .filter(({ at, value }) => value !== undefined && stepAfter(at) - at < lookbackSeconds)
    .map(({ at }) => at);
  const step = stepAfter(seen[0] ?? Number.POSITIVE_INFINITY);
  const first = seen.findLast((at) => at <= step) ?? Number.NaN;
  return (at) => Math.min(historyStepSeconds + (at >= step ? at - first : 0), windowSeconds(objective));
};
