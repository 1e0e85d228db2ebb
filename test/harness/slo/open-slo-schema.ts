import * as z from 'zod';

/**
 * The rules that OpenSLO's own validator has for objects of version 1, as far as this service writes them: parts that it
 * leaves out are refused. https://github.com/OpenSLO/go-sdk/tree/main/pkg/openslo/v1
 */
const name = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/);
const duration = z.string().regex(/^[1-9]\d*[mhdwMQY]$/);
const description = z.string().max(1_050);

const keyName = z.string().regex(/^[a-z\d](?:[\w.-]{0,61}[a-z\d])?$/i);
/** Names of a domain and, after a slash, of a key. */
const annotationKey = z.string().refine((key) => {
  const parts = key.split('/');
  const [domain, named] = parts.length === 1 ? [undefined, key] : parts;
  const labels = domain?.split('.') ?? [];
  return (
    parts.length <= 2 &&
    keyName.safeParse(named).success &&
    labels.every((one) => name.safeParse(one).success)
  );
});

const metadata = z.strictObject({
  name,
  displayName: z.string().max(63).optional(),
  labels: z.record(keyName, z.string()).optional(),
  annotations: z.record(annotationKey, z.string()).optional(),
});

const object = <K extends string, S extends z.ZodType>(kind: K, spec: S) =>
  z.strictObject({ apiVersion: z.literal('openslo/v1'), kind: z.literal(kind), metadata, spec });

const source = z.strictObject({
  metricSource: z.strictObject({
    metricSourceRef: name,
    type: z.string(),
    spec: z.strictObject({ query: z.string() }),
  }),
});

export const openSloSchema = z.discriminatedUnion('kind', [
  object('Service', z.strictObject({ description: description.optional() })),
  object(
    'DataSource',
    z.strictObject({ type: z.string(), connectionDetails: z.record(z.string(), z.string()) }),
  ),
  object(
    'AlertNotificationTarget',
    z.strictObject({ target: z.string(), description: description.optional() }),
  ),
  object(
    'SLI',
    z.strictObject({
      description: description.optional(),
      ratioMetric: z.strictObject({ counter: z.boolean(), bad: source, total: source }),
    }),
  ),
  object(
    'SLO',
    z.strictObject({
      description: description.optional(),
      service: name,
      indicatorRef: name,
      timeWindow: z.tuple([z.strictObject({ duration, isRolling: z.literal(true) })]),
      budgetingMethod: z.enum(['Occurrences', 'Timeslices', 'RatioTimeslices']),
      objectives: z
        .array(z.strictObject({ displayName: z.string().optional(), target: z.number().min(0).lt(1) }))
        .min(1),
      alertPolicies: z.array(z.strictObject({ alertPolicyRef: name })),
    }),
  ),
  object(
    'AlertPolicy',
    z.strictObject({
      alertWhenBreaching: z.boolean(),
      alertWhenResolved: z.boolean(),
      alertWhenNoData: z.boolean(),
      conditions: z.tuple([z.strictObject({ conditionRef: name })]),
      notificationTargets: z.array(z.strictObject({ targetRef: name })).min(1),
    }),
  ),
  object(
    'AlertCondition',
    z.strictObject({
      description: description.optional(),
      severity: z.string().min(1),
      condition: z.strictObject({
        kind: z.literal('burnrate'),
        op: z.enum(['lte', 'gte', 'lt', 'gt']),
        threshold: z.number(),
        lookbackWindow: duration,
        alertAfter: duration,
      }),
    }),
  ),
]);

export type OpenSloObject = z.output<typeof openSloSchema>;
type Kind = OpenSloObject['kind'];

interface Reference {
  readonly kind: Kind;
  readonly name: string;
}

/** References of an object. */
export const referencesOf = (object: OpenSloObject): readonly Reference[] => {
  switch (object.kind) {
    case 'SLI': {
      const { bad, total } = object.spec.ratioMetric;
      return [bad, total].map(({ metricSource }) => ({
        kind: 'DataSource',
        name: metricSource.metricSourceRef,
      }));
    }
    case 'SLO':
      return [
        { kind: 'Service', name: object.spec.service },
        { kind: 'SLI', name: object.spec.indicatorRef },
        ...object.spec.alertPolicies.map(({ alertPolicyRef }) => ({
          kind: 'AlertPolicy' as const,
          name: alertPolicyRef,
        })),
      ];
    case 'AlertPolicy':
      return [
        { kind: 'AlertCondition', name: object.spec.conditions[0].conditionRef },
        ...object.spec.notificationTargets.map(({ targetRef }) => ({
          kind: 'AlertNotificationTarget' as const,
          name: targetRef,
        })),
      ];
    default:
      return [];
  }
};
