import * as z from 'zod';
import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { type GatewayAnswer, gatewayAnswers } from '../../../lib/contract/api-gateway-answers.ts';
import { type ErrorCode, errorRegistry } from '../../../lib/contract/errors/registry.ts';
import { headers } from '../../../lib/contract/headers.ts';
import {
  type ResponseContract,
  type RouteContract,
  routeContracts,
} from '../../../lib/contract/route-contracts.ts';
import type { RouteDefinition } from '../../../lib/contract/route-definition.ts';
import { errorsOf } from '../../../lib/contract/route-errors.ts';
import { type RouteId, routeEntries, routes } from '../../../lib/contract/routes.ts';
import { errorSchemas, gatewayErrorSchema } from '../../../lib/contract/schemas/error-envelope-schema.ts';
import { exampleErrors } from './error-examples.ts';
import { responseExample } from './route-examples.ts';

const refsTo = (kind: 'headers' | 'examples', names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/${kind}/${name}` }]));

const answerOf = (routeId: RouteId, status: number, answer: ResponseContract): ZodOpenApiResponseObject => {
  const { idempotent }: RouteDefinition = routes[routeId];
  const { body, description, headers: own = [] } = answer;
  return {
    description,
    headers: refsTo('headers', [
      headers.correlationId,
      ...own.map((name) => headers[name]),
      ...(idempotent ? [headers.idempotentReplayed] : []),
    ]),
    ...(body !== 'none' && {
      content:
        'parse' in body
          ? { 'application/json': { schema: body, example: responseExample(routeId, status) } }
          : Object.fromEntries(body.map((type) => [type, { schema: { type: 'string' } }])),
    }),
  };
};

/** The answers that API Gateway can give on a route by itself. */
const gatewayAnswersOf = (routeId: RouteId): readonly GatewayAnswer[] => {
  const { path, scope }: RouteDefinition = routes[routeId];
  const { request }: RouteContract = routeContracts[routeId];
  const { malformed, unauthorized, forbidden, bodyTooLarge, throttled, headTooLarge, crashed, unavailable } =
    gatewayAnswers;
  return [
    ...(path.includes('{') ? [malformed] : []),
    ...(scope === null ? [] : [unauthorized, forbidden]),
    ...(request.body ? [bodyTooLarge] : []),
    throttled,
    headTooLarge,
    crashed,
    unavailable,
  ];
};

/** The envelope with the errors that can be in it. */
const serviceError = ([first, ...others]: readonly ErrorCode[]): z.ZodType => {
  if (first === undefined) return z.never();
  const one = errorSchemas[first];
  const rest = others.map((code) => errorSchemas[code]);
  return z.strictObject({ error: rest.length > 0 ? z.discriminatedUnion('code', [one, ...rest]) : one });
};

/** Headers that only errors have, by the error's example. */
const errorHeaders = (codes: readonly ErrorCode[]): readonly string[] => [
  ...(codes.some((code) => exampleErrors[code].retryAfterSeconds !== undefined) ? [headers.retryAfter] : []),
  ...(codes.includes('VAL-002') ? ['Accept'] : []),
];

/** How a route can fail with one status: by errors of the service, by an answer of the gateway, or by both. */
interface Failure {
  readonly status: number;
  readonly codes: readonly ErrorCode[];
  readonly answer: GatewayAnswer | undefined;
}

const failuresOf = (routeId: RouteId): readonly Failure[] => {
  const errors = Map.groupBy(errorsOf(routeId), ({ status }) => status);
  const answers = new Map(gatewayAnswersOf(routeId).map((answer) => [answer.status, answer]));
  const statuses = [...new Set([...errors.keys(), ...answers.keys()])].sort((a, b) => a - b);
  return statuses.map((status) => ({
    status,
    codes: (errors.get(status) ?? []).map(({ code }) => code),
    answer: answers.get(status),
  }));
};

const failureName = ({ status, codes, answer }: Failure): string =>
  [status, ...codes, ...(answer ? ['gateway'] : [])].join('.');

/** @param other the answer of the route itself under the same status. */
const failureOf = (
  { status, codes, answer }: Failure,
  other?: ZodOpenApiResponseObject,
): ZodOpenApiResponseObject => {
  const json = other?.content?.['application/json'];
  const schemas = [
    ...(json ? [json.schema as z.ZodType] : []),
    ...(codes.length > 0 ? [serviceError(codes)] : []),
    ...(answer ? [gatewayErrorSchema] : []),
  ];
  const reasons = [
    ...(other ? [other.description] : []),
    ...codes.map((code) => `\`${code}\` ${errorRegistry[code].message}.`),
    ...(answer ? [`\`{"message":"${answer.message}"}\` of the gateway: ${answer.when}`] : []),
  ];
  const isRefusedToken = answer !== undefined && (status === 401 || status === 403);
  return {
    description: reasons.join(' '),
    headers: refsTo('headers', [
      ...(codes.length > 0 || other ? [headers.correlationId] : []),
      ...errorHeaders(codes),
      ...(isRefusedToken ? ['WWW-Authenticate'] : []),
    ]),
    content: {
      'application/json': {
        schema: schemas.length > 1 ? z.union(schemas) : (schemas[0] ?? z.never()),
        examples: {
          ...(json && { itself: { value: json.example } }),
          ...refsTo('examples', codes),
          ...(answer && { gateway: { value: { message: answer.message } } }),
        },
      },
    },
  };
};

/** Failures by name: most are the same on many routes. */
export const sharedFailures = (): Readonly<Record<string, ZodOpenApiResponseObject>> =>
  Object.fromEntries(
    routeEntries
      .flatMap(([routeId]) => failuresOf(routeId))
      .map((failure) => [failureName(failure), failureOf(failure)] as const)
      .sort(([a], [b]) => a.localeCompare(b)),
  );

/** Every response of a route, errors of the service and answers of the gateway included, by status. */
export const responsesOf = (routeId: RouteId): ZodOpenApiResponsesObject => {
  const { responses }: RouteContract = routeContracts[routeId];
  const successes = new Map(
    Object.entries(responses).map(([status, answer]) => [
      Number(status),
      answerOf(routeId, Number(status), answer),
    ]),
  );
  const failures = failuresOf(routeId).map((failure) => {
    const own = successes.get(failure.status);
    const shared = { $ref: `#/components/responses/${failureName(failure)}` };
    return [failure.status, own ? failureOf(failure, own) : shared] as const;
  });
  return Object.fromEntries([...successes, ...failures]);
};
