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
import { counterSamples } from './counter-samples.ts';
import { firedAlerts } from './fired-alerts.ts';
import { type ObjectiveIncident, seriesOfTwoInstances } from './objective-incident.ts';
import { besideIt, fourBadDays, nothingBadYet, worseAndWorse } from './own-incidents.ts';
import { expectQuery, promtoolTest } from './promtool-test.ts';
import { declaredValues, recordedValues, testedStage } from './recordings-test.ts';
import { scrapesOf } from './scrapes.ts';
import { timelineTest } from './timeline-test.ts';

/** The evaluated window ends after whole days. */
export const daySeconds = 86_400;

const scrapeSeconds = 60;
const looking = { scrapeSeconds, evaluationSeconds: daySeconds };

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
    stepSeconds: scrapeSeconds,
    series: {
      ...seriesOfTwoInstances(incidents, looking, testedStage),
      ...seriesOfTwoInstances(ofAll(objectives, besideIt), looking, 'dev'),
    },
    queries: incidents.flatMap((one) => [
      ...declaredValues(one.objective, incidentSeconds(one.incident)),
      ...recordedValues(one, looking),
    ]),
    alerts: incidents.flatMap((one) => firedAlerts(one, looking)),
  });
};

const noBadEventTest = (objectives: Objectives): YamlValue => {
  const incidents = ofAll(objectives, () => nothingBadYet);
  return promtoolTest({
    name: nothingBadYet.title,
    stepSeconds: scrapeSeconds,
    series: seriesOfTwoInstances(incidents, looking, testedStage),
    queries: incidents
      .flatMap((one) => recordedValues(one, looking))
      .filter((query) => !JSON.stringify(query).includes('bad_events:')),
  });
};

/** No ratio and above all no NaN, but an unused budget. The counters are older than the test, and have no stage. */
const noEventsTest = (objectives: Objectives): YamlValue => {
  const end = daySeconds;
  const everywhere = (value: number) =>
    objectives.map((objective) => ({ labels: { job: orderService.name, ...sloLabels(objective) }, value }));
  const series = objectives.flatMap((objective) => {
    const samples = scrapesOf(objective, nothingBadYet, looking).map((at) => ({ at, value: 1_000 }));
    return outcomes.map((outcome) => [
      selector(eventsMetric, { job: orderService.name, slo: objective.id, outcome }),
      counterSamples(samples, scrapeSeconds),
    ]);
  });
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
    // promtool takes 10,000 samples of a series at most: of a minute, 30 days would have more.
    scrapeSeconds: 300,
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
