import { outcomes } from '../../../../lib/slo/budget.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import { type Incident, incidentSeconds } from '../../alert-simulator/incident.ts';
import { orderService } from '../../order-service-declaration.ts';
import {
  currentBurnRateSeries,
  eventsMetric,
  periodBurnRateSeries,
  remainingBudgetSeries,
  selector,
  sloLabels,
} from '../rules/series.ts';
import type { YamlValue } from '../yaml.ts';
import { firedAlerts } from './fired-alerts.ts';
import { type ObjectiveIncident, seriesOfTwoInstances } from './objective-incident.ts';
import { besideIt, fourBadDays, nothingBadYet, worseAndWorse } from './own-incidents.ts';
import { expectQuery, promtoolTest } from './promtool-test.ts';
import { declaredValues, recordedValues, testedStage } from './recordings-test.ts';
import { timelineTest } from './timeline-test.ts';

const scrapeSeconds = 300;

/** The evaluated window ends after whole days. */
export const daySeconds = 86_400;

type Objectives = readonly Objective[];

const ofAll = (
  objectives: Objectives,
  incidentOf: (objective: Objective) => Incident,
): readonly ObjectiveIncident[] =>
  objectives.map((objective) => ({ objective, incident: incidentOf(objective) }));

const recordingsTest = (objectives: Objectives): YamlValue => {
  const incidents = ofAll(objectives, worseAndWorse);
  return promtoolTest({
    name: 'rising error ratio at falling traffic: every window has another ratio and rate',
    // Three samples in the shortest window: with two, a rate is the same as an instant rate.
    stepSeconds: scrapeSeconds / 2,
    series: {
      ...seriesOfTwoInstances(incidents, scrapeSeconds / 2, testedStage),
      ...seriesOfTwoInstances(ofAll(objectives, besideIt), scrapeSeconds / 2, 'dev'),
    },
    queries: incidents.flatMap((one) => [
      ...declaredValues(one.objective, incidentSeconds(one.incident)),
      ...recordedValues(one),
    ]),
    alerts: incidents.flatMap(firedAlerts),
  });
};

const noBadEventTest = (objectives: Objectives): YamlValue => {
  const incidents = ofAll(objectives, () => nothingBadYet);
  return promtoolTest({
    name: nothingBadYet.title,
    stepSeconds: scrapeSeconds,
    series: seriesOfTwoInstances(incidents, scrapeSeconds, testedStage),
    queries: incidents
      .flatMap(recordedValues)
      .filter((query) => !JSON.stringify(query).includes('bad_events:')),
  });
};

/** No ratio and above all no NaN, but an unused budget. The counters are older than the test, and have no stage. */
const noEventsTest = (objectives: Objectives): YamlValue => {
  const end = daySeconds;
  const everywhere = (value: number) =>
    objectives.map((objective) => ({ labels: { job: orderService.name, ...sloLabels(objective) }, value }));
  const series = objectives.flatMap(({ id: slo }) =>
    outcomes.map((outcome) => [
      selector(eventsMetric, { job: orderService.name, slo, outcome }),
      `1000x${end / scrapeSeconds}`,
    ]),
  );
  return promtoolTest({
    name: 'there are no events any more',
    stepSeconds: scrapeSeconds,
    series: Object.fromEntries(series),
    queries: [
      expectQuery('{__name__=~"slo:sli_error:.+"}', end, []),
      expectQuery(`${currentBurnRateSeries} + 0`, end, everywhere(0)),
      expectQuery(`${periodBurnRateSeries} + 0`, end, everywhere(0)),
      expectQuery(`${remainingBudgetSeries} + 0`, end, everywhere(1)),
      expectQuery('ALERTS{sloth_slo!=""}', end, []),
    ],
  });
};

const budgetTest = (objectives: Objectives): YamlValue =>
  timelineTest({
    name: 'four bad days leave a little of the budget, and then that is used up, too',
    incidents: ofAll(objectives, fourBadDays),
    judged: ['budgets'],
    scrapeSeconds: daySeconds,
    evaluationSeconds: daySeconds,
  });

/** Tests of the recorded values, which look at an end only, so that evaluations may be a day apart. */
export const valueTests = (objectives: Objectives): readonly YamlValue[] => [
  recordingsTest(objectives),
  noBadEventTest(objectives),
  noEventsTest(objectives),
];

/** Tests of the budget over the objectives' whole window, seen once a day. */
export const budgetTests = (objectives: Objectives): readonly YamlValue[] => [budgetTest(objectives)];
