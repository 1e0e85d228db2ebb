import { serviceName } from '../../../lib/contract/service.ts';
import { sloOutcomes } from '../../../lib/contract/slos.ts';
import type { Incident } from '../../../lib/slo/incident.ts';
import type { Objective } from '../../../lib/slo/objective.ts';
import { eventsMetric, selector } from '../rules/series.ts';
import { counterSamples } from './counter-samples.ts';

/** What happens to the events of an objective. */
export interface ObjectiveIncident {
  readonly objective: Objective;
  readonly incident: Incident;
}

/** The counters of incidents, as series of promtool. */
export const incidentSeries = (
  incidents: readonly ObjectiveIncident[],
  stepSeconds: number,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    incidents.flatMap(({ objective, incident }) =>
      sloOutcomes.flatMap((outcome) => {
        const samples = counterSamples(incident, outcome, stepSeconds);
        if (samples === undefined) return [];
        const labels = { job: serviceName, slo: objective.id, outcome };
        return [[selector(eventsMetric, labels), samples]];
      }),
    ),
  );
