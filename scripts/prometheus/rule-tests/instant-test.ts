import { incidentSeconds } from '../../../lib/slo/incident.ts';
import type { YamlValue } from '../yaml.ts';
import { alertTimelines } from './alert-timeline.ts';
import { incidentSeries, type ObjectiveIncident } from './objective-incident.ts';
import { expectQuery, promtoolTest } from './promtool-test.ts';

/** Which alerts fire at the end of incidents: by the simulator, and no others. */
export const instantTest = (
  name: string,
  incidents: readonly ObjectiveIncident[],
  scrapeSeconds: number,
): YamlValue => {
  const ends = [...new Set(incidents.map(({ incident }) => incidentSeconds(incident)))];
  return promtoolTest({
    name,
    stepSeconds: scrapeSeconds,
    series: incidentSeries(incidents, scrapeSeconds),
    queries: ends.map((end) => {
      const ending = incidents.filter(({ incident }) => incidentSeconds(incident) === end);
      const firing = ending
        .flatMap(({ objective, incident }) =>
          alertTimelines(objective, incident, {
            scrapeSeconds,
            evaluationSeconds: scrapeSeconds,
            afterSeconds: end - scrapeSeconds,
          }),
        )
        .filter(({ activations }) => activations.some(({ clearsAt }) => clearsAt === undefined));
      const objectives = ending.map(({ objective }) => objective.id).join('|');
      return expectQuery(
        `count by (alertname) (ALERTS{alertstate="firing",sloth_slo=~"${objectives}"})`,
        end,
        firing.map(({ alert }) => ({ labels: { alertname: alert }, value: 1 })),
      );
    }),
  });
};
