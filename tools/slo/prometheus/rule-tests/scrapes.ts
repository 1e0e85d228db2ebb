import { burnAlerts, onlyBadMinutes } from '../../../../lib/slo/burn-alerts.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import { type Incident, incidentSeconds } from '../../alert-simulator/incident.ts';
import { minutesOfPeriod } from '../rules/series.ts';

export interface Looking {
  readonly scrapeSeconds: number;
  /** A multiple of the scrape interval. */
  readonly evaluationSeconds: number;
  /** Second after which it is looked at; all of it unless given. */
  readonly afterSeconds?: number;
}

/** Seconds of all ranges that the rules of an objective look at. */
const rangesOf = (objective: Objective): readonly number[] => {
  const minutes = burnAlerts(objective).flatMap(({ longMinutes, shortMinutes }) => [
    longMinutes,
    shortMinutes,
  ]);
  return [...minutes, onlyBadMinutes, minutesOfPeriod(objective)].map((range) => range * 60);
};

/**
 * Seconds at which the counters of an incident are scraped: at each step, but for evaluations and for seconds at which
 * a range of an evaluation begins. Prometheus 2 counts a sample there, Prometheus 3 does not.
 */
export const scrapesOf = (
  objective: Objective,
  incident: Incident,
  { scrapeSeconds, evaluationSeconds }: Looking,
): readonly number[] => {
  const begins = new Set([0, ...rangesOf(objective).map((range) => range % evaluationSeconds)]);
  const count = Math.floor(incidentSeconds(incident) / scrapeSeconds) + 1;
  return Array.from({ length: count }, (_, step) => step * scrapeSeconds).filter(
    (second) => !begins.has((evaluationSeconds - (second % evaluationSeconds)) % evaluationSeconds),
  );
};
