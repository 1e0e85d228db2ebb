import type { Deployment, FunctionConfiguration } from '../deployment.ts';
import { originOf } from '../journal/origin-of.ts';

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

interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly required?: boolean;
  readonly schema?: unknown;
}

/** A parameter itself, where the document refers to it. */
const resolve = (parameter: unknown, { components }: ApiDocument): Parameter | undefined => {
  const { $ref } = parameter as { $ref?: string };
  const found = $ref === undefined ? parameter : components?.parameters?.[$ref.split('/').at(-1) ?? ''];
  return found as Parameter | undefined;
};

/** The deployment as the page needs it: routes with their forms, functions, resources and the subject. */
export const describeDeployment = async (
  deployment: Deployment,
  functions: Readonly<Record<string, FunctionConfiguration>>,
): Promise<unknown> => {
  const { title, routes, rules, consumers, queues, schedules, console: definition, resources } = deployment;
  const api = ((await definition?.apiDocument()) ?? {}) as ApiDocument;
  const subject = definition?.subject;
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
    ...(definition && { correlationHeader: definition.correlationHeader }),
    ...(subject && {
      subject: {
        ...subject,
        idPattern: subject.idPattern.source,
        partitions: undefined,
        pendingPayment: undefined,
        notice: undefined,
        attempts: undefined,
      },
    }),
  };
};
