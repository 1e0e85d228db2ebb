import { type OpenSloObject, openSloSchema } from '../open-slo-schema.ts';
import { yamlDocuments } from '../yaml-documents.ts';
import { minutesOf, partsOf, type StatedAlert, type StatedObjective } from './stated-objective.ts';

type OfKind<K extends OpenSloObject['kind']> = Extract<OpenSloObject, { kind: K }>;

const objectsIn = (yaml: string): readonly OpenSloObject[] =>
  yamlDocuments(yaml).map((document) => openSloSchema.parse(document));

const ofKind = <K extends OpenSloObject['kind']>(
  objects: readonly OpenSloObject[],
  kind: K,
): readonly OfKind<K>[] => objects.filter((object): object is OfKind<K> => object.kind === kind);

const statedAlert = (objects: readonly OpenSloObject[], slo: OfKind<'SLO'>, name: string): StatedAlert => {
  const policy = ofKind(objects, 'AlertPolicy').find(({ metadata }) => metadata.name === name);
  const conditionName = policy?.spec.conditions[0].conditionRef;
  const found = ofKind(objects, 'AlertCondition').find(({ metadata }) => metadata.name === conditionName);
  if (!policy || !found) throw new Error(`${name} is not there`);
  const { severity, condition } = found.spec;
  const annotation = (key: string) => found.metadata.annotations?.[`order-service/${key}`] ?? '';
  const [target] = slo.spec.objectives;
  // A burn rate times the budget; twelve digits, because the target is a ratio in floating point.
  const threshold = Number((condition.threshold * (1 - (target?.target ?? 0))).toPrecision(12));
  if (threshold !== Number(annotation('error-ratio-over'))) {
    throw new Error(`${name} burns at ${threshold} and is annotated with another ratio`);
  }
  if (policy.spec.notificationTargets[0]?.targetRef !== severity) throw new Error(`${name} goes elsewhere`);
  return {
    name: policy.metadata.name,
    slo: slo.metadata.name,
    severity,
    longMinutes: minutesOf(condition.lookbackWindow),
    shortMinutes: minutesOf(annotation('short-window')),
    threshold,
    minBadEvents: Number(annotation('min-bad-events')),
  };
};

export const openSloAlerts = (yaml: string): readonly StatedAlert[] => {
  const objects = objectsIn(yaml);
  return ofKind(objects, 'SLO').flatMap((slo) =>
    slo.spec.alertPolicies.map(({ alertPolicyRef }) => statedAlert(objects, slo, alertPolicyRef)),
  );
};

export const openSloObjectives = (yaml: string): readonly StatedObjective[] =>
  ofKind(objectsIn(yaml), 'SLO').map(({ metadata, spec }) => ({
    id: metadata.name,
    target: Number(((spec.objectives[0]?.target ?? Number.NaN) * 100).toPrecision(12)),
    windowDays: Number(partsOf(/^(\d+)d$/, spec.timeWindow[0].duration)[0]),
  }));

/** Objective and outcome of every query, as `slo/outcome`; an outcome of `all` for totals. */
export const openSloQueries = (yaml: string): readonly string[] =>
  ofKind(objectsIn(yaml), 'SLI').flatMap(({ spec: { ratioMetric } }) =>
    [ratioMetric.bad, ratioMetric.total].map(({ metricSource }) => {
      const pattern = /^sum\(slo_events_total\{slo="([\w-]+)"(?:,outcome="(\w+)")?\}\)$/;
      const [slo, outcome = 'all'] = partsOf(pattern, metricSource.spec.query);
      return `${slo}/${outcome}`;
    }),
  );
