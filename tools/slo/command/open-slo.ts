import {
  type BurnAlert,
  burnAlertName,
  burnAlerts,
  hasOneWindow,
  type Severity,
  severities,
} from '../../../lib/slo/burn-alerts.ts';
import { dividedBy } from '../../../lib/slo/decimal.ts';
import { windowText, windowWords } from '../../../lib/slo/durations.ts';
import type { Objective } from '../../../lib/slo/objective.ts';
import { orderService } from '../order-service-declaration.ts';
import { events } from '../prometheus/rules/series.ts';
import { type YamlValue, yamlDocument } from '../prometheus/yaml.ts';
import { indicatorWords } from './indicator-words.ts';

type Fields = Readonly<Record<string, YamlValue>>;

/** An object of OpenSLO. https://github.com/OpenSLO/OpenSLO#specification */
export interface OpenSloDocument extends Fields {
  readonly apiVersion: 'openslo/v1';
  readonly kind: string;
  readonly metadata: Fields & { readonly name: string };
  readonly spec: Fields;
}

const document = (kind: string, metadata: OpenSloDocument['metadata'], spec: Fields): OpenSloDocument => ({
  apiVersion: 'openslo/v1',
  kind,
  metadata,
  spec,
});

const dataSource = 'prometheus';

const annotation = (name: string): string => `${orderService.name}/${name}`;

const query = (selected: string): Fields => ({
  metricSource: { metricSourceRef: dataSource, type: 'Prometheus', spec: { query: `sum(${selected})` } },
});

const indicator = (objective: Objective): OpenSloDocument =>
  document(
    'SLI',
    { name: objective.id, displayName: objective.title },
    {
      description: indicatorWords(objective.indicator),
      ratioMetric: {
        counter: true,
        bad: query(events(objective, 'bad')),
        total: query(events(objective)),
      },
    },
  );

const slo = (objective: Objective): OpenSloDocument =>
  document(
    'SLO',
    {
      name: objective.id,
      displayName: objective.title,
      labels: { owner: objective.owner },
      annotations: { [annotation('runbook')]: objective.runbook },
    },
    {
      description: objective.description,
      service: orderService.name,
      indicatorRef: objective.id,
      timeWindow: [{ duration: `${objective.windowDays}d`, isRolling: true }],
      budgetingMethod: 'Occurrences',
      objectives: [
        { displayName: objective.description, target: Number(dividedBy(objective.target, '100', 7)) },
      ],
      alertPolicies: burnAlerts(objective).map((alert) => ({
        alertPolicyRef: burnAlertName(objective, alert),
      })),
    },
  );

/** A condition of OpenSLO has one window; the rest of the alert is in annotations. */
const beyondOneWindow = ({ shortMinutes, threshold, minBadEvents, budgetShare }: BurnAlert): Fields => ({
  [annotation('short-window')]: windowText(shortMinutes),
  [annotation('error-ratio-over')]: threshold,
  [annotation('min-bad-events')]: String(minBadEvents),
  [annotation('budget-share')]: budgetShare,
});

const condition = (objective: Objective, alert: BurnAlert): OpenSloDocument =>
  document(
    'AlertCondition',
    { name: burnAlertName(objective, alert), annotations: beyondOneWindow(alert) },
    {
      description:
        `Over ${windowWords(alert.longMinutes)}${hasOneWindow(alert) ? '' : `, and over ${windowWords(alert.shortMinutes)} as well`}, the error budget burns ` +
        `more than ${alert.factor} times too fast, by ${alert.minBadEvents} bad events or more.`,
      severity: alert.severity,
      condition: {
        kind: 'burnrate',
        op: 'gt',
        threshold: Number(alert.factor),
        lookbackWindow: windowText(alert.longMinutes),
        // The shortest that the format's schema allows; no alert of ours waits.
        alertAfter: '1m',
      },
    },
  );

const policy = (objective: Objective, alert: BurnAlert): OpenSloDocument => {
  const name = burnAlertName(objective, alert);
  return document(
    'AlertPolicy',
    { name, displayName: `${objective.title}, ${alert.severity} over ${windowWords(alert.longMinutes)}` },
    {
      alertWhenBreaching: true,
      alertWhenResolved: true,
      alertWhenNoData: false,
      conditions: [{ conditionRef: name }],
      notificationTargets: [{ targetRef: alert.severity }],
    },
  );
};

const targets: Readonly<Record<Severity, string>> = {
  page: 'Act now.',
  ticket: 'Act within days.',
};

const ofObjective = (objective: Objective): readonly OpenSloDocument[] => [
  indicator(objective),
  slo(objective),
  ...burnAlerts(objective).flatMap((alert) => [policy(objective, alert), condition(objective, alert)]),
];

/** The objectives in OpenSLO. */
export const openSloDocuments = (objectives: readonly Objective[]): readonly OpenSloDocument[] => [
  document(
    'Service',
    { name: orderService.name, displayName: orderService.title },
    { description: orderService.description },
  ),
  document(
    'DataSource',
    { name: dataSource, displayName: 'Prometheus' },
    { type: 'Prometheus', connectionDetails: { url: 'http://localhost:9090' } },
  ),
  ...severities.map((severity) =>
    document(
      'AlertNotificationTarget',
      { name: severity },
      { target: severity, description: targets[severity] },
    ),
  ),
  ...objectives.flatMap(ofObjective),
];

const openSlo = (): string => {
  const documents = openSloDocuments(Object.values(orderService.objectives)).map((document) =>
    yamlDocument(`${document.kind} ${document.metadata.name}`, document),
  );
  return `# Written by \`npm run generate\` from ${orderService.declaredIn}. Do not edit.\n${documents.join('---\n')}`;
};

/** The objectives in OpenSLO, by path from the project's root. */
export const openSloFiles: Readonly<Record<string, () => string>> = {
  [`monitoring/openslo/${orderService.name}.yaml`]: openSlo,
};
