import { type EventCounts, errorRatio, remainingBudget } from '../../../../lib/slo/budget.ts';
import { burnAlerts, type Severity, severities, severityAlertName } from '../../../../lib/slo/burn-alerts.ts';
import type { Objective } from '../../../../lib/slo/objective.ts';
import { perEvent } from '../../alert-simulator/event-history.ts';
import { incidentSeconds } from '../../alert-simulator/incident.ts';
import { orderService } from '../../order-service-declaration.ts';
import { type AlertRule, isAlert, type Labels } from '../rules/rule.ts';
import { objectiveGroups } from '../rules/rule-groups.ts';
import { minutesOfPeriod, sloLabels } from '../rules/series.ts';
import { absentRule, exhaustedAlertName } from '../rules/slo-alerts.ts';
import { productionTiming } from '../rules/timing.ts';
import type { YamlValue } from '../yaml.ts';
import { knownHistory } from './known-history.ts';
import type { ObjectiveIncident } from './objective-incident.ts';
import { expectAlert } from './promtool-test.ts';
import { testedStage } from './recordings-test.ts';
import { scrapedHistory } from './scraped-history.ts';
import type { Looking } from './scrapes.ts';

const fourDigits = (value: number): string => String(Number(value.toPrecision(4)));

/** A number as Prometheus's `humanize` writes it from 1 up: `12.5`, `3.2k`. */
const humanized = (value: number): string => {
  let [rest, prefix] = [value, ''];
  for (const next of ['k', 'M', 'G', 'T']) {
    if (rest < 1_000) break;
    [rest, prefix] = [rest / 1_000, next];
  }
  return `${fourDigits(rest)}${prefix}`;
};

/** An annotation with what Prometheus puts into it for a value. */
export const filledIn = (text: string, value: number): string =>
  text
    .replace('{{ $value | humanizePercentage }}', `${fourDigits(value * 100)}%`)
    .replace('{{ $value | humanize }}', humanized(value));

const valuesOf = (
  { objective, incident }: ObjectiveIncident,
  looking: Looking,
): ReadonlyMap<string, number> => {
  const end = incidentSeconds(incident);
  const { increases } = scrapedHistory(objective, incident, looking);
  const counts = (minutes: number): EventCounts => {
    const { good, bad } = increases(end - minutes * 60, end);
    return { good: good / perEvent, bad: bad / perEvent };
  };
  const worst = (severity: Severity): number =>
    Math.max(
      ...burnAlerts(objective)
        .filter((alert) => alert.severity === severity)
        .map(({ longMinutes }) => errorRatio(counts(longMinutes))),
    );
  const known = knownHistory(objective, incident, looking)(end);
  const used = 1 - remainingBudget(objective, counts(minutesOfPeriod(objective)), known);
  return new Map([
    ...severities.map((severity) => [severityAlertName(objective, severity), worst(severity)] as const),
    [exhaustedAlertName(objective), used] as const,
  ]);
};

const expectFired = (
  { alert, labels, annotations }: AlertRule,
  ofSeries: Labels,
  end: number,
  value: number,
): YamlValue =>
  expectAlert(alert, end, [
    {
      labels: { ...ofSeries, ...labels },
      annotations: { ...annotations, description: filledIn(annotations.description, value) },
    },
  ]);

/** With which labels and words the alerts of an objective fire at the end of an incident that makes all of them fire. */
export const firedAlerts = (fires: ObjectiveIncident, looking: Looking): readonly YamlValue[] => {
  const values = valuesOf(fires, looking);
  return objectiveGroups(fires.objective, productionTiming)
    .flatMap(({ rules }) => rules)
    .filter(isAlert)
    .flatMap((rule) => {
      const value = values.get(rule.alert);
      const ofSeries = { job: orderService.name, stage: testedStage, ...sloLabels(fires.objective) };
      return value === undefined ? [] : [expectFired(rule, ofSeries, incidentSeconds(fires.incident), value)];
    });
};

/** With which labels and words an objective's alert on missing counters fires at a second. */
export const absentAlert = (objective: Objective, severity: Severity, atSeconds: number): YamlValue =>
  expectFired(
    absentRule(objective, severity, productionTiming),
    { job: orderService.name, stage: testedStage },
    atSeconds,
    1,
  );
