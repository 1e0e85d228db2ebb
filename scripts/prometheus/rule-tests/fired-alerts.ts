import { serviceName } from '../../../lib/contract/service.ts';
import { burnRate, errorRatio } from '../../../lib/slo/budget.ts';
import { burnAlerts } from '../../../lib/slo/burn-alerts.ts';
import { eventHistory } from '../../../lib/slo/event-history.ts';
import { incidentSeconds } from '../../../lib/slo/incident.ts';
import { burnAlertName } from '../../../lib/slo/names.ts';
import { type AlertRule, isAlert } from '../rules/rule.ts';
import { objectiveGroups } from '../rules/rule-groups.ts';
import { minutesOfPeriod } from '../rules/series.ts';
import { exhaustedAlertName } from '../rules/slo-alerts.ts';
import { productionTiming } from '../rules/timing.ts';
import type { YamlValue } from '../yaml.ts';
import type { ObjectiveIncident } from './objective-incident.ts';
import { expectAlert } from './promtool-test.ts';

const fourDigits = (value: number): string => String(Number(value.toPrecision(4)));

/** An annotation with what Prometheus puts into it for a value. */
export const filledIn = (text: string, value: number): string =>
  text
    .replace('{{ $value | humanizePercentage }}', `${fourDigits(value * 100)}%`)
    .replace('{{ $value | humanize }}', fourDigits(value));

const valuesOf = ({ objective, incident }: ObjectiveIncident): ReadonlyMap<string, number> => {
  const end = incidentSeconds(incident);
  const history = eventHistory(incident);
  const counts = (minutes: number) => history(end - minutes * 60, end);
  return new Map([
    ...burnAlerts(objective).map(
      (alert) => [burnAlertName(objective, alert), errorRatio(counts(alert.longMinutes))] as const,
    ),
    [exhaustedAlertName(objective), burnRate(objective, counts(minutesOfPeriod(objective)))] as const,
  ]);
};

const expectFired = ({ alert, labels, annotations }: AlertRule, end: number, value: number): YamlValue =>
  expectAlert(alert, end, [
    {
      labels: { job: serviceName, ...labels },
      annotations: { ...annotations, description: filledIn(annotations.description, value) },
    },
  ]);

/** With which labels and words the alerts of an objective fire at the end of an incident that makes all of them fire. */
export const firedAlerts = (fires: ObjectiveIncident): readonly YamlValue[] => {
  const values = valuesOf(fires);
  return objectiveGroups(fires.objective, productionTiming)
    .flatMap(({ rules }) => rules)
    .filter(isAlert)
    .flatMap((rule) => {
      const value = values.get(rule.alert);
      return value === undefined ? [] : [expectFired(rule, incidentSeconds(fires.incident), value)];
    });
};
