import * as z from 'zod';
import { gatewayAnswers } from '../../../lib/contract/api-gateway-answers.ts';
import { type ErrorAdvice, errorAdvice } from '../../../lib/contract/errors/advice.ts';
import { errorRegistry } from '../../../lib/contract/errors/registry.ts';
import { envelopeSchemas } from '../../../lib/contract/events/event-schema.ts';
import {
  type OrderEventSchema,
  orderEventSchemas,
} from '../../../lib/contract/events/order-event-schemas.ts';
import {
  type ResponseContract,
  type RouteContract,
  routeContracts,
} from '../../../lib/contract/route-contracts.ts';
import type { RouteDefinition } from '../../../lib/contract/route-definition.ts';
import { errorsOf } from '../../../lib/contract/route-errors.ts';
import { type RouteId, routeEntries } from '../../../lib/contract/routes.ts';
import { listOrdersQuerySchema, noBodySchema } from '../../../lib/contract/schemas/order-schemas.ts';
import { listProductsQuerySchema } from '../../../lib/contract/schemas/product-schemas.ts';
import { componentSchemas } from '../api/component-schemas.ts';
import { declarationText, docText, type Side, typeText } from './type-text.ts';

const { Readiness: _, GatewayError: __, ...ofTheApi } = componentSchemas;

/** Types of the client by name. */
const clientSchemas: Readonly<Record<string, z.ZodType>> = {
  ...ofTheApi,
  ListOrdersQuery: listOrdersQuerySchema,
  ListProductsQuery: listProductsQuerySchema,
};

const isRequest = (name: string): boolean => /(?:Request|Query)$/.test(name);

// A schema with another description is a copy with the same definition.
const nameOf = (schema: z.core.$ZodType): string | undefined =>
  Object.entries(clientSchemas).find(([, named]) => named._zod.def === schema._zod.def)?.[0];

const header = '// Written by `npm run generate` from lib/contract/. Do not edit.\n';

const schemasText = (): string =>
  [
    header,
    ...Object.entries(clientSchemas).map(([name, schema]) =>
      declarationText(name, schema, { side: isRequest(name) ? 'input' : 'output', nameOf }),
    ),
  ].join('\n');

const importOf = (names: Iterable<string>, from: string): string =>
  `import type {\n${[...new Set(names)]
    .sort()
    .map((name) => `  ${name},\n`)
    .join('')}} from '${from}';\n`;

const namesIn = (text: string): string[] =>
  Object.keys(clientSchemas).filter((name) => new RegExp(`\\b${name}\\b`).test(text));

const errorsText = (): string => {
  const entries = Object.entries(errorAdvice) as [keyof typeof errorAdvice, ErrorAdvice][];
  const details = entries.map(([code, advice]) => {
    const type = advice.details ? typeText(advice.details, { side: 'output', nameOf }, '  ') : 'undefined';
    return `${docText(errorRegistry[code].when, '  ')}  '${code}': ${type};\n`;
  });
  const repeated = [
    ...entries.map(([code, { retry }]) => [code, retry]),
    ...Object.values(gatewayAnswers).map((answer) => [
      `HTTP-${answer.status}`,
      'retry' in answer ? 'same key' : 'never',
    ]),
  ].filter(([, retry]) => retry !== 'never');
  const body = details.join('');
  return [
    header,
    importOf(namesIn(body), './schemas.ts'),
    `/** \`details\` of every error of the service, by code. */\nexport interface ErrorDetails {\n${body}}\n`,
    `/** Failures after which the same request can succeed; \`HTTP-…\` are answers without a code. */`,
    `export const retryAdvice: Readonly<Record<string, 'same key' | 'after Retry-After'>> = {\n${repeated
      .map(([code, retry]) => `  '${code}': '${retry}',\n`)
      .join('')}};\n`,
  ].join('\n');
};

const camelCase = (routeId: RouteId): string =>
  routeId.replace(/-(\w)/g, (_match, letter: string) => letter.toUpperCase());

/** The routes of the client: those for clients of the API. */
const clientRoutes = routeEntries.filter(([, { path }]) => path.startsWith('/api/v1/'));

const answerText = ([status, { body }]: [string, ResponseContract]): string =>
  `Answer<${status}, ${typeof body === 'object' && 'parse' in body ? typeText(body, { side: 'output', nameOf }, '  ') : 'string'}>`;

const methodText = ([routeId, route]: [RouteId, RouteDefinition]): string => {
  const { summary, description, request, responses }: RouteContract = routeContracts[routeId];
  const side: Side = 'input';
  const body = request.body === noBodySchema ? undefined : request.body;
  const isList = request.query !== undefined && 'cursor' in request.query.shape;
  const parameters = [
    ...Object.keys(request.path?.shape ?? {}).map((name) => `${name}: string`),
    ...(body ? [`body: ${typeText(body, { side, nameOf })}`] : []),
    ...(request.query ? [`query?: ${typeText(request.query, { side, nameOf })}`] : []),
    `options?: ${request.headers ? 'Conditional' : route.idempotent ? 'Keyed' : ''}CallOptions`,
  ];
  const answers = Object.entries(responses).map(answerText);
  const result = isList ? `List<${answers.join(' | ')}>` : `Promise<${answers.join(' | ')}>`;
  const errors = errorsOf(routeId).map(({ code }) => code);
  return [
    '  /**',
    `   * ${summary}. ${description ?? ''}`.trimEnd(),
    `   * @throws {OrderServiceError} ${errors.join(', ')}, \`HTTP-…\`, NETWORK, DEADLINE`,
    '   */',
    `  ${camelCase(routeId)}(${parameters.join(', ')}): ${result};`,
  ].join('\n');
};

const factsText = ([routeId, { method, path, idempotent }]: [RouteId, RouteDefinition]): string => {
  const { request }: RouteContract = routeContracts[routeId];
  const takes = request.query ? 'query' : request.body && request.body !== noBodySchema ? 'body' : '';
  return `  ${camelCase(routeId)}: ['${method}', '${path}', '${takes}', ${idempotent === true}],\n`;
};

const operationsText = (): string => {
  const methods = clientRoutes.map(methodText).join('\n');
  return [
    header,
    importOf(['Answer', 'CallOptions', 'ConditionalCallOptions', 'KeyedCallOptions', 'List'], '../call.ts'),
    importOf(namesIn(methods), './schemas.ts'),
    `/** One method for each route of the API. */\nexport interface Operations {\n${methods}\n}\n`,
    `/** Facts about a route: method, path, the last parameter before the options, whether it needs an \`Idempotency-Key\`. */`,
    `export type OperationFacts = readonly ['GET' | 'POST' | 'PUT', string, 'body' | 'query' | '', boolean];\n`,
    `export const operations: Readonly<Record<keyof Operations, OperationFacts>> = {\n${clientRoutes.map(factsText).join('')}};\n`,
  ].join('\n');
};

const pascalCase = (type: string): string =>
  type.replace(/(?:^|[.-])(\w)/g, (_match, letter: string) => letter.toUpperCase());

/** An event: its type and data, and the fields of every event. */
const eventText = (name: string, { shape, description }: OrderEventSchema): string => {
  const data = typeText(shape.data, { side: 'output', nameOf }, '  ');
  const type = shape.type.value;
  return `${docText(description, '')}export interface ${name} extends OrderEventHead {\n  type: '${type}';\n  data: ${data};\n}\n`;
};

const eventsText = (): string => {
  const events = orderEventSchemas.map(
    (schema) => [`${pascalCase(schema.shape.type.value)}Event`, schema] as const,
  );
  return [
    header,
    '/** Fields of every event. */',
    declarationText('OrderEventHead', z.object(envelopeSchemas), { side: 'output', nameOf }),
    ...events.map(([name, schema]) => eventText(name, schema)),
    '/** The `detail` of an event of the bus. New types and fields come without notice: ignore those. */',
    `export type OrderEvent =\n${events.map(([name]) => `  | ${name}`).join('\n')};\n`,
  ].join('\n');
};

/** Generated sources of the typed client, by path. */
export const clientFiles: Readonly<Record<string, () => string>> = {
  'client/src/generated/schemas.ts': schemasText,
  'client/src/generated/errors.ts': errorsText,
  'client/src/generated/operations.ts': operationsText,
  'client/src/generated/events.ts': eventsText,
};
