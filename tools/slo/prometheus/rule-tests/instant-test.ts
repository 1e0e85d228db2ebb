import type { YamlValue } from '../yaml.ts';
import { judgedGroups } from './judged-groups.ts';
import { incidentSeries, type ObjectiveIncident } from './objective-incident.ts';
import { expectQuery, promtoolTest } from './promtool-test.ts';

/** Which alerts fire at the end of incidents: by the simulator, and no others. */
export const instantTest = (
  name: string,
  incidents: readonly ObjectiveIncident[],
  scrapeSeconds: number,
): YamlValue => {
  const looking = (end: number) => ({
    scrapeSeconds,
    evaluationSeconds: scrapeSeconds,
    afterSeconds: end - scrapeSeconds,
  });
  return promtoolTest({
    name,
    stepSeconds: scrapeSeconds,
    series: incidentSeries(incidents, scrapeSeconds),
    queries: judgedGroups(incidents, looking).map(({ end, firing, alerts }) =>
      expectQuery(
        `count by (alertname, job) (${firing})`,
        end,
        alerts.map(({ labels }) => ({ labels, value: 1 })),
      ),
    ),
  });
};
