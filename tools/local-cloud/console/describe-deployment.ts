import type { Deployment, FunctionConfiguration } from '../deployment.ts';
import { originOf } from '../journal/origin-of.ts';
import type { Actor, ClientDefinition, SubjectDefinition } from './console-definition.ts';

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly unknown[];
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly example?: unknown }>> };
}

interface ApiDocument {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly parameters?: Readonly<Record<string, unknown>> };
}

/** Parameter of a route, from the API document. */
export interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly required: boolean;
  readonly schema?: unknown;
}

/** A route with its form. */
export interface Route {
  /** Of its function. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly scope: string | null;
  readonly title: string;
  readonly parameters: readonly Parameter[];
  /** The body that the form begins with; absent for a route that takes none. */
  readonly example?: unknown;
}

/** The deployment as page and commands need it. */
export interface Description {
  readonly title: string;
  readonly functions: readonly { readonly name: string; readonly origin: string }[];
  readonly routes: readonly Route[];
  readonly consumers: readonly {
    readonly name: string;
    readonly kind: string;
    readonly queue?: string;
    readonly table?: string;
    readonly source?: string;
  }[];
  readonly rules: readonly { readonly name: string; readonly queue: string }[];
  readonly queues: readonly string[];
  readonly schedules: readonly { readonly name: string; readonly everyMinutes: number }[];
  readonly resources: Readonly<Record<string, string>>;
  readonly actors: readonly Actor[];
  readonly client?: ClientDefinition;
  readonly correlationHeader?: string;
  readonly subject?: Subject;
}

/** The parts of a subject's definition that are data. */
export type Subject = ReturnType<typeof subjectOf>;

const subjectOf = ({ name, idPattern, read, owner, states, transitions, actions }: SubjectDefinition) => ({
  name,
  idPattern: idPattern.source,
  read,
  owner,
  states,
  transitions,
  actions,
});

type StatedParameter = Omit<Parameter, 'required'> & Partial<Pick<Parameter, 'required'>>;

/** A parameter itself, where the document refers to it. */
const resolve = (parameter: unknown, { components }: ApiDocument): StatedParameter | undefined => {
  const { $ref } = parameter as { $ref?: string };
  const found = $ref === undefined ? parameter : components?.parameters?.[$ref.split('/').at(-1) ?? ''];
  return found as StatedParameter | undefined;
};

/** The deployment as page and commands need it. */
export const describeDeployment = async (
  deployment: Deployment,
  functions: Readonly<Record<string, FunctionConfiguration>>,
): Promise<Description> => {
  const { title, routes, rules, consumers, queues, schedules, console: definition, resources } = deployment;
  const api = ((await definition?.apiDocument()) ?? {}) as ApiDocument;
  return {
    title,
    functions: Object.keys(functions).map((name) => ({ name, origin: originOf(deployment, name) })),
    routes: Object.entries(routes).map(([name, { method, path, scope }]) => {
      const operation = api.paths?.[path]?.[method.toLowerCase()];
      const parameters = operation?.parameters?.flatMap((parameter) => resolve(parameter, api) ?? []) ?? [];
      const example =
        definition?.bodies?.[name] ?? operation?.requestBody?.content?.['application/json']?.example;
      return {
        name,
        method,
        path,
        scope,
        title: operation?.summary ?? name,
        parameters: parameters.map(({ in: place, name, required = false, schema }) => ({
          in: place,
          name,
          required,
          schema,
        })),
        ...(operation?.requestBody && { example: example ?? {} }),
      };
    }),
    consumers: Object.entries(consumers).map(([name, { trigger }]) => ({ name, ...trigger })),
    rules: Object.entries(rules).map(([name, { queue }]) => ({ name, queue })),
    queues: Object.keys(queues),
    schedules: Object.entries(schedules).map(([name, { everyMinutes }]) => ({ name, everyMinutes })),
    resources,
    actors: definition?.actors ?? [],
    ...(definition?.client && { client: definition.client }),
    ...(definition && {
      correlationHeader: definition.correlationHeader,
      subject: subjectOf(definition.subject),
    }),
  };
};
