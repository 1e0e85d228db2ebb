import { burnAlerts } from '../../../lib/slo/burn-alerts.ts';
import { type Incident, incidentSeconds } from '../../../lib/slo/incident.ts';
import type { Objective } from '../../../lib/slo/objective.ts';
import { windowWords } from '../../../lib/slo/windows.ts';
import type { YamlValue } from '../yaml.ts';
import { firedAlerts } from './fired-alerts.ts';
import { instantTest } from './instant-test.ts';
import { incidentSeries, type ObjectiveIncident } from './objective-incident.ts';
import { nothingAtAll, nothingBadYet, twoBadDays, worseAndWorse } from './own-incidents.ts';
import { expectQuery, promtoolTest } from './promtool-test.ts';
import { declaredValues, recordedValues } from './recordings-test.ts';
import { judgementSeconds, thresholdIncidents } from './threshold-incidents.ts';
import { timelineTest } from './timeline-test.ts';

const scrapeSeconds = 300;

type Objectives = readonly Objective[];

const ofAll = (objectives: Objectives, incident: Incident): readonly ObjectiveIncident[] =>
  objectives.map((objective) => ({ objective, incident }));

/** The edge of each condition of an alert: the same edge of every objective in one test. */
const thresholdTests = (objectives: Objectives): readonly YamlValue[] => {
  const edges = objectives.flatMap((objective) => {
    const alerts = burnAlerts(objective);
    return alerts.flatMap((alert) =>
      thresholdIncidents(alert, alerts).map((incident) => ({
        name: `${windowWords(alert.longMinutes)}: ${incident.title}`,
        objective,
        incident,
      })),
    );
  });
  return [...Map.groupBy(edges, ({ name }) => name)].map(([name, incidents]) =>
    instantTest(name, incidents, scrapeSeconds),
  );
};

const recordingsTest = (objectives: Objectives): YamlValue => {
  const incidents = ofAll(objectives, worseAndWorse);
  return promtoolTest({
    name: worseAndWorse.title,
    stepSeconds: scrapeSeconds,
    series: incidentSeries(incidents, scrapeSeconds),
    queries: incidents.flatMap((one) => [
      ...declaredValues(one.objective, incidentSeconds(one.incident)),
      ...recordedValues(one),
    ]),
    alerts: incidents.flatMap(firedAlerts),
  });
};

const noBadEventTest = (objectives: Objectives): YamlValue =>
  promtoolTest({
    name: nothingBadYet.title,
    stepSeconds: scrapeSeconds,
    series: incidentSeries(ofAll(objectives, nothingBadYet), scrapeSeconds),
    queries: ofAll(objectives, nothingBadYet)
      .flatMap(recordedValues)
      .filter((query) => !JSON.stringify(query).includes('bad_events')),
  });

/** No ratio and above all no NaN, but a budget that nobody has used. */
const noEventsTest = (objectives: Objectives): YamlValue => {
  const end = incidentSeconds(nothingAtAll);
  const everywhere = (value: number) => objectives.map(({ id }) => ({ labels: { sloth_slo: id }, value }));
  return promtoolTest({
    name: nothingAtAll.title,
    stepSeconds: scrapeSeconds,
    series: incidentSeries(ofAll(objectives, nothingAtAll), scrapeSeconds),
    queries: [
      expectQuery('{__name__=~"slo:sli_error:.+"}', end, []),
      expectQuery('sum by (sloth_slo) (slo:current_burn_rate:ratio)', end, everywhere(0)),
      expectQuery('sum by (sloth_slo) (slo:period_error_budget_remaining:ratio)', end, everywhere(1)),
      expectQuery('ALERTS{sloth_slo!=""}', end, []),
    ],
  });
};

/** Tests that look at an end only, so that evaluations may be hours apart. */
export const edgeTests = (objectives: Objectives): readonly YamlValue[] => [
  recordingsTest(objectives),
  noBadEventTest(objectives),
  noEventsTest(objectives),
  timelineTest({
    name: 'two bad days use up more than the whole budget, until the first is forgotten',
    incidents: objectives.map((objective) => ({ objective, incident: twoBadDays(objective) })),
    scrapeSeconds: judgementSeconds,
    evaluationSeconds: judgementSeconds,
  }),
  ...thresholdTests(objectives),
];
