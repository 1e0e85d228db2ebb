/** A resource of a CloudFormation template. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
  /** How CloudFormation moves an alias. */
  readonly UpdatePolicy?: unknown;
}

export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

/** A kind of resource that the emulator cannot make. */
interface Gap {
  readonly name: string;
  readonly matches: (resource: TemplateResource) => boolean;
}

const isAlarm = ({ Type }: TemplateResource): boolean => Type === 'AWS::CloudWatch::Alarm';

/** Everything that MiniStack 1.5.33 refuses in the templates of the service. */
export const gaps: readonly Gap[] = [
  { name: 'archives of events', matches: ({ Type }) => Type === 'AWS::Events::Archive' },
  { name: 'releases', matches: ({ Type }) => Type.startsWith('AWS::CodeDeploy::') },
  { name: 'composite alarms', matches: ({ Type }) => Type === 'AWS::CloudWatch::CompositeAlarm' },
  {
    name: 'alarms on expressions',
    matches: (resource) => isAlarm(resource) && resource.Properties?.['Metrics'] !== undefined,
  },
];

const references = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  const { Ref, 'Fn::GetAtt': attribute } = value as {
    readonly Ref?: unknown;
    readonly 'Fn::GetAtt'?: unknown;
  };
  if (typeof Ref === 'string') return [Ref];
  if (Array.isArray(attribute)) return [String(attribute[0])];
  return Object.values(value).flatMap(references);
};

/** A dashboard shows alarms, and says nothing without them. The emulator checks no permissions, as those of a release. */
const goesToo = ({ Type }: TemplateResource): boolean =>
  ['AWS::CloudWatch::Dashboard', 'AWS::IAM::Policy'].includes(Type);

const droppedFrom = ({ Resources }: Template): ReadonlySet<string> => {
  const gone = new Set<string>();
  for (const [id, resource] of Object.entries(Resources)) {
    if (gaps.some(({ matches }) => matches(resource))) gone.add(id);
  }
  for (const [id, resource] of Object.entries(Resources)) {
    const needed = gone.has(id) ? undefined : references(resource.Properties).find((name) => gone.has(name));
    if (needed === undefined) continue;
    if (!goesToo(resource)) throw new RangeError(`${id} needs ${needed}, which the emulator cannot make`);
    gone.add(id);
  }
  return gone;
};

/**
 * A template without the resources that the emulator cannot make, and without the dashboards, policies and outputs that name them.
 * @throws {RangeError} when a resource that stays needs one that goes.
 */
export const reducedTemplate = <T extends Template>(
  template: T,
): { readonly template: T; readonly dropped: readonly string[] } => {
  const gone = droppedFrom(template);
  const isGone = (id: string): boolean => gone.has(id);
  const kept = Object.entries(template.Resources).flatMap(([id, resource]) => {
    if (isGone(id)) return [];
    const { UpdatePolicy, DependsOn, ...rest } = resource;
    const kept = {
      ...rest,
      ...(UpdatePolicy !== undefined && !references(UpdatePolicy).some(isGone) && { UpdatePolicy }),
      ...(DependsOn !== undefined && { DependsOn: [DependsOn].flat().filter((name) => !isGone(name)) }),
    };
    return [[id, kept]];
  });
  const outputs = Object.entries(template.Outputs ?? {}).filter(
    ([, output]) => !references(output).some(isGone),
  );
  return {
    template: {
      ...template,
      Resources: Object.fromEntries(kept),
      ...(template.Outputs && { Outputs: Object.fromEntries(outputs) }),
    },
    dropped: [...gone],
  };
};
