import { burnRate, errorRatio } from '../../../../lib/slo/budget.ts';
import { burnAlerts } from '../../../../lib/slo/burn-alerts.ts';
import { dividedBy, errorBudget } from '../../../../lib/slo/decimal.ts';
import { windowText } from '../../../../lib/slo/durations.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import { type EventHistory, eventHistory, perEvent } from '../../alert-simulator/event-history.ts';
import { incidentSeconds } from '../../alert-simulator/incident.ts';
import { orderService } from '../../order-service-declaration.ts';
import type { Labels } from '../rules/rule.ts';
import {
  badEventsSeries,
  currentBurnRateSeries,
  errorRatioSeries,
  minutesOfPeriod,
  periodBurnRateSeries,
  remainingBudgetSeries,
  selector,
  sloLabels,
} from '../rules/series.ts';
import type { YamlValue } from '../yaml.ts';
import type { ObjectiveIncident } from './objective-incident.ts';
import { expectQuery } from './promtool-test.ts';

interface ExpectedSeries {
  readonly name: string;
  readonly labels: Labels;
  readonly value: number;
}

const jobLabels = (objective: Objective): Labels => ({ job: orderService.name, ...sloLabels(objective) });

const windowSeries = (objective: Objective, history: EventHistory, end: number): ExpectedSeries[] => {
  const alerts = burnAlerts(objective);
  const longs = [...alerts.map(({ longMinutes }) => longMinutes), minutesOfPeriod(objective)];
  const windows = new Set([...alerts.map(({ shortMinutes }) => shortMinutes), ...longs]);
  const counts = (minutes: number) => history(end - minutes * 60, end);
  const labels = (minutes: number) => ({ ...jobLabels(objective), sloth_window: windowText(minutes) });
  return [
    ...[...windows].map((minutes) => ({
      name: errorRatioSeries(minutes),
      labels: labels(minutes),
      value: errorRatio(counts(minutes)),
    })),
    ...longs.map((minutes) => ({
      name: badEventsSeries(minutes),
      labels: labels(minutes),
      value: counts(minutes).bad / perEvent,
    })),
  ];
};

const budgetSeries = (objective: Objective, history: EventHistory, end: number): ExpectedSeries[] => {
  const burnt = (minutes: number) => burnRate(objective, history(end - minutes * 60, end));
  const period = burnt(minutesOfPeriod(objective));
  const shortest = Math.min(...burnAlerts(objective).map(({ shortMinutes }) => shortMinutes));
  const labels = jobLabels(objective);
  return [
    { name: currentBurnRateSeries, labels, value: burnt(shortest) },
    { name: periodBurnRateSeries, labels, value: period },
    { name: remainingBudgetSeries, labels, value: 1 - period },
  ];
};

/** Rates are products of doubles, so they are not the same to the last digit. */
const closeTo = (series: string, value: number): string =>
  value === 0 ? `abs(${series}) <= bool 0` : `abs(${series} / ${value} - 1) < bool 1e-9`;

/** Values of an objective's windows and budget at the end of an incident, with all labels. */
export const recordedValues = ({ objective, incident }: ObjectiveIncident): readonly YamlValue[] => {
  const end = incidentSeconds(incident);
  const history = eventHistory(incident);
  return [...windowSeries(objective, history, end), ...budgetSeries(objective, history, end)].map(
    ({ name, labels, value }) =>
      expectQuery(closeTo(selector(name, { sloth_slo: objective.id }), value), end, [{ labels, value: 1 }]),
  );
};

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
