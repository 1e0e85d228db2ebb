import { budgetEvents, burnRate, errorRatio, remainingBudget } from '../../../../lib/slo/budget.ts';
import { burnAlerts, onlyBadMinutes } from '../../../../lib/slo/burn-alerts.ts';
import { dividedBy, errorBudget } from '../../../../lib/slo/decimal.ts';
import { windowText } from '../../../../lib/slo/durations.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import { type EventHistory, perEvent } from '../../alert-simulator/event-history.ts';
import { incidentSeconds } from '../../alert-simulator/incident.ts';
import { orderService } from '../../order-service-declaration.ts';
import type { Labels } from '../rules/rule.ts';
import {
  badEventsSeries,
  budgetEventsSeries,
  currentBurnRateSeries,
  errorRatioSeries,
  historySeries,
  minutesOfPeriod,
  periodBurnRateSeries,
  remainingBudgetSeries,
  selector,
  sloLabels,
} from '../rules/series.ts';
import type { YamlValue } from '../yaml.ts';
import { knownHistory } from './known-history.ts';
import type { ObjectiveIncident } from './objective-incident.ts';
import { expectQuery } from './promtool-test.ts';
import { scrapedHistory } from './scraped-history.ts';
import type { Looking } from './scrapes.ts';

interface ExpectedSeries {
  readonly name: string;
  readonly labels: Labels;
  readonly value: number;
}

/** The stage of the incidents in tests of values; another one is scraped beside it. */
export const testedStage = 'prod';

const jobLabels = (objective: Objective): Labels => ({
  job: orderService.name,
  stage: testedStage,
  ...sloLabels(objective),
});

const windowSeries = (objective: Objective, history: EventHistory, end: number): ExpectedSeries[] => {
  const alerts = burnAlerts(objective);
  const longs = new Set([...alerts.map(({ longMinutes }) => longMinutes), minutesOfPeriod(objective)]);
  const windows = new Set([...alerts.map(({ shortMinutes }) => shortMinutes), onlyBadMinutes, ...longs]);
  const counts = (minutes: number) => history(end - minutes * 60, end);
  const labels = (minutes: number) => ({ ...jobLabels(objective), sloth_window: windowText(minutes) });
  return [
    ...[...windows].map((minutes) => ({
      name: errorRatioSeries(minutes),
      labels: labels(minutes),
      value: errorRatio(counts(minutes)),
    })),
    ...[...longs].map((minutes) => ({
      name: badEventsSeries(minutes),
      labels: labels(minutes),
      value: counts(minutes).bad / perEvent,
    })),
  ];
};

const budgetSeries = (
  objective: Objective,
  history: EventHistory,
  end: number,
  known: number,
): ExpectedSeries[] => {
  const counts = (minutes: number) => {
    const { good, bad } = history(end - minutes * 60, end);
    return { good: good / perEvent, bad: bad / perEvent };
  };
  const period = counts(minutesOfPeriod(objective));
  const remaining = remainingBudget(objective, period, known);
  const shortest = Math.min(...burnAlerts(objective).map(({ shortMinutes }) => shortMinutes));
  const labels = jobLabels(objective);
  return [
    { name: currentBurnRateSeries, labels, value: burnRate(objective, counts(shortest)) },
    { name: historySeries, labels, value: known },
    { name: budgetEventsSeries, labels, value: budgetEvents(objective, period, known) },
    { name: periodBurnRateSeries, labels, value: 1 - remaining },
    { name: remainingBudgetSeries, labels, value: remaining },
  ];
};

/** Rates are products of doubles, so they are not the same to the last digit. */
const closeTo = (series: string, value: number): string =>
  value === 0 ? `abs(${series}) <= bool 0` : `abs(${series} / ${value} - 1) < bool 1e-9`;

const expectedValues = (objective: Objective, end: number, series: readonly ExpectedSeries[]) =>
  series.map(({ name, labels, value }) =>
    expectQuery(closeTo(selector(name, { sloth_slo: objective.id, stage: testedStage }), value), end, [
      { labels, value: 1 },
    ]),
  );

const valuesAtEnd = ({ objective, incident }: ObjectiveIncident, looking: Looking) => {
  const end = incidentSeconds(incident);
  const history = scrapedHistory(objective, incident, looking).increases;
  const known = knownHistory(objective, incident, looking)(end);
  return {
    windows: expectedValues(objective, end, windowSeries(objective, history, end)),
    budget: expectedValues(objective, end, budgetSeries(objective, history, end, known)),
  };
};

/** Values of an objective's windows and budget at the end of an incident, with all labels. */
export const recordedValues = (one: ObjectiveIncident, looking: Looking): readonly YamlValue[] => {
  const { windows, budget } = valuesAtEnd(one, looking);
  return [...windows, ...budget];
};

/** Values of an objective's budget at the end of an incident, with all labels. */
export const budgetValues = (one: ObjectiveIncident, looking: Looking): readonly YamlValue[] =>
  valuesAtEnd(one, looking).budget;

/** The declaration as series. */
export const declaredValues = (objective: Objective, atSeconds: number): readonly YamlValue[] => {
  const labels = sloLabels(objective);
  const constant = (name: string, value: number, more: Labels = {}) =>
    expectQuery(selector(name, { sloth_slo: objective.id }), atSeconds, [
      { labels: { __name__: name, ...labels, ...more }, value },
    ]);
  return [
    constant('slo:objective:ratio', Number(dividedBy(objective.target, '100', 12))),
    constant('slo:error_budget:ratio', Number(errorBudget(objective.target))),
    constant('slo:time_period:days', objective.windowDays),
    constant('sloth_slo_info', 1, {
      sloth_objective: objective.target,
      sloth_mode: 'generated',
      sloth_spec: orderService.declaredIn,
      owner: objective.owner,
      runbook: objective.runbook,
    }),
  ];
};
