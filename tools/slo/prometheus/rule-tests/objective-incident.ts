import { outcomes } from '../../../../lib/slo/budget.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import type { Incident } from '../../alert-simulator/incident.ts';
import { orderService } from '../../order-service-declaration.ts';
import type { Labels } from '../rules/rule.ts';
import { eventsMetric, selector } from '../rules/series.ts';
import { counterSamples } from './counter-samples.ts';
import { scrapedCounter } from './scraped-counter.ts';
import { type Looking, scrapesOf } from './scrapes.ts';

/** An incident of the events of an objective. */
export interface ObjectiveIncident {
  readonly objective: Objective;
  readonly incident: Incident;
  /** The job that scrapes it, the service unless given. No rule mixes jobs, so that a test may have many incidents. */
  readonly job?: string;
  /** The stage, none unless given. */
  readonly stage?: string;
}

export const jobOf = ({ job = orderService.name }: ObjectiveIncident): string => job;

const halved = ({ phases, ...incident }: Incident): Incident => ({
  ...incident,
  phases: phases.map((phase) => ({
    ...phase,
    goodPerMinute: phase.goodPerMinute / 2,
    badPerMinute: phase.badPerMinute / 2,
  })),
});

const seriesOf = (one: ObjectiveIncident, looking: Looking, more: Labels) => {
  const { objective, incident, stage } = one;
  const scrapes = scrapesOf(objective, incident, looking);
  return outcomes.flatMap((outcome) => {
    const samples = counterSamples(scrapedCounter(incident, outcome, scrapes), looking.scrapeSeconds);
    if (samples === undefined) return [];
    const labels = { job: jobOf(one), ...(stage && { stage }), ...more, slo: objective.id, outcome };
    return [[selector(eventsMetric, labels), samples]];
  });
};

/** The counters of incidents, as series of promtool. */
export const incidentSeries = (
  incidents: readonly ObjectiveIncident[],
  looking: Looking,
): Readonly<Record<string, string>> =>
  Object.fromEntries(incidents.flatMap((one) => seriesOf(one, looking, {})));

/** The same in a stage, seen by two instances of which each counts half of the events. */
export const seriesOfTwoInstances = (
  incidents: readonly ObjectiveIncident[],
  looking: Looking,
  stage: string,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    incidents.flatMap((one) =>
      ['a', 'b'].flatMap((instance) =>
        seriesOf({ ...one, incident: halved(one.incident) }, looking, { stage, instance }),
      ),
    ),
  );
