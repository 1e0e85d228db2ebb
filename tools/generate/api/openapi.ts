import * as z from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiParameters,
  type ZodOpenApiPathsObject,
} from 'zod-openapi';
import { type ErrorCode, errorRegistry } from '../../../lib/contract/errors/registry.ts';
import { correlationIdPattern, headers } from '../../../lib/contract/headers.ts';
import { idempotencyKeyPattern } from '../../../lib/contract/idempotency.ts';
import { type RouteContract, routeContracts } from '../../../lib/contract/route-contracts.ts';
import type { RouteDefinition } from '../../../lib/contract/route-definition.ts';
import { errorsOf } from '../../../lib/contract/route-errors.ts';
import { type RouteId, routeEntries } from '../../../lib/contract/routes.ts';
import { errorSchemas } from '../../../lib/contract/schemas/error-envelope-schema.ts';
import { scopes } from '../../../lib/contract/scopes.ts';
import { webhookSignatureHeader } from '../../../lib/contract/webhooks.ts';
import { componentSchemas } from './component-schemas.ts';
import { errorExample } from './error-examples.ts';
import { responsesOf, sharedFailures } from './responses.ts';
import { requestExample } from './route-examples.ts';

const text = (description: string, facts: object = {}) => ({
  description,
  schema: { type: 'string' as const, ...facts },
});

const responseHeaders = {
  [headers.correlationId]: text('Id of the request in logs and events: the one sent, or a new one.'),
  [headers.location]: text('Path of the order.', { format: 'uri-reference' }),
  [headers.etag]: text('Version of the product or document, for `If-Match` and `If-None-Match`.'),
  [headers.retryAfter]: {
    description: 'Seconds after which the client should repeat the request, or read the order again.',
    schema: { type: 'integer' as const, minimum: 0 },
  },
  [headers.idempotentReplayed]: text('Present on the stored response of an earlier request with the key.', {
    const: 'true',
  }),
  [headers.cacheControl]: text('How long the response may be kept.'),
  [headers.contentSecurityPolicy]: text('Restricts the page to its own origin.'),
  Accept: text('Content type that a body must have.'),
  'WWW-Authenticate': text('Why the gateway refused the token.'),
};

const requestHeaders = {
  [headers.idempotencyKey]: {
    ...text(
      'Random text of the client, one for each intended command. A repeated request with the same key is executed once, for 24 hours.',
      { pattern: idempotencyKeyPattern.source },
    ),
    name: headers.idempotencyKey,
    in: 'header' as const,
    required: true,
  },
  [headers.correlationId]: {
    ...text('Id of the request in logs and events; the service ignores any other form.', {
      pattern: correlationIdPattern.source,
    }),
    name: headers.correlationId,
    in: 'header' as const,
  },
};

const parameterRef = (name: string) => ({ $ref: `#/components/parameters/${name}` });

const operationId = (routeId: RouteId): string =>
  routeId.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

const tags = {
  Orders: 'Orders, their payments and refunds.',
  Customers: 'Read models of customers.',
  Products: 'The catalogue and its stock.',
  Monitoring: 'Health checks and metrics.',
  Documentation: 'This document and its reference.',
} as const;

const tagOf = ({ path }: RouteDefinition): keyof typeof tags =>
  (Object.keys(tags) as (keyof typeof tags)[]).find((tag) =>
    path.startsWith(`/api/v1/${tag.toLowerCase()}`),
  ) ?? (path === '/docs' || path === '/openapi.json' ? 'Documentation' : 'Monitoring');

/** Headers that OpenAPI describes elsewhere: by the media types of a response. */
const negotiated = new Set(['accept', 'accept-encoding']);

const headerParameters = ({ headers: schema }: RouteContract['request']): ZodOpenApiParameters['header'] => {
  const fields = Object.entries(schema?.shape ?? {}).filter(([name]) => !negotiated.has(name));
  return fields.length > 0 ? z.object(Object.fromEntries(fields)) : undefined;
};

const operationOf = (routeId: RouteId, route: RouteDefinition): ZodOpenApiOperationObject => {
  const { summary, description, request }: RouteContract = routeContracts[routeId];
  const { path, query, body } = request;
  const header = headerParameters(request);
  const scopeText = route.scope === null ? [] : [`Requires the scope \`${route.scope}\`.`];
  return {
    operationId: operationId(routeId),
    tags: [tagOf(route)],
    summary,
    description: [...(description ? [description] : []), ...scopeText].join('\n\n'),
    security: route.scope === null ? [] : [{ accessToken: [route.scope] }],
    parameters: [
      ...(route.idempotent ? [parameterRef(headers.idempotencyKey)] : []),
      parameterRef(headers.correlationId),
    ],
    requestParams: { ...(path && { path }), ...(query && { query }), ...(header && { header }) },
    ...(body && {
      requestBody: {
        required: !body.safeParse(undefined).success,
        content: { 'application/json': { schema: body, example: requestExample(routeId) } },
      },
    }),
    responses: responsesOf(routeId),
  };
};

const webhookId = 'stripe-webhook' satisfies RouteId;

const pathsOf = (): ZodOpenApiPathsObject => {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const [routeId, route] of routeEntries) {
    if (routeId === webhookId) continue;
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(routeId, route) };
  }
  return paths;
};

/** The only route that no client of the API calls: OpenAPI has a place of its own for such requests. */
const webhook = (): ZodOpenApiOperationObject => {
  const route = Object.fromEntries(routeEntries)[webhookId] as RouteDefinition;
  const operation = operationOf(webhookId, route);
  return {
    ...operation,
    description: `${operation.description} It is sent as \`POST ${route.path}\`.`,
    parameters: [
      {
        ...text('Time of the webhook and its signatures.'),
        name: webhookSignatureHeader,
        in: 'header',
        required: true,
      },
    ],
    requestBody: {
      required: true,
      description: 'An event of the payment gateway: https://docs.stripe.com/api/events/object',
      content: { 'application/json': { schema: { type: 'object' } } },
    },
  };
};

/** Parts that describe requests, in which an unknown field is an error. */
const isRequest = (key: string): boolean => key === 'requestBody' || key.endsWith('Request');

/** A document whose responses may gain fields: a client that refused unknown ones would break. */
const openToGrowth = <T>(node: T): T => {
  if (Array.isArray(node)) return node.map(openToGrowth) as T;
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key, value]) => key !== 'additionalProperties' || value !== false)
      .map(([key, value]) => [key, isRequest(key) ? value : openToGrowth(value)]),
  ) as T;
};

/** Codes that some route can answer with. */
const usedCodes = (): readonly ErrorCode[] =>
  [...new Set(routeEntries.flatMap(([routeId]) => errorsOf(routeId).map(({ code }) => code)))].sort();

/** The error of each code, by its name in the document. */
const errorComponents = () =>
  Object.fromEntries(usedCodes().map((code) => [`Error-${code}`, errorSchemas[code]]));

/** The document of the HTTP API, as docs/openapi.json has it. Every example fits its schema, or this throws. */
export const openApiDocument = () =>
  openToGrowth(
    createDocument(
      {
        openapi: '3.1.0',
        info: {
          title: 'Order Service',
          version: '1.0.0',
          description: [
            'Orders, their payments and the catalogue.',
            'Money is an integer in minor units: `{"amount": 1999, "currency": "USD"}` is 19.99 dollars. Times are RFC 3339 in UTC.',
            'Errors have a stable `code`; programs use it, never `message`. Responses may gain fields at any time: ignore unknown ones.',
          ].join('\n\n'),
        },
        servers: [{ url: '/', description: 'The origin of this document' }],
        tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
        paths: pathsOf(),
        webhooks: { [webhookId]: { post: webhook() } },
        components: {
          securitySchemes: {
            accessToken: {
              type: 'http',
              scheme: 'bearer',
              bearerFormat: 'JWT',
              description: `Access token of the deployment’s OpenID Connect issuer. Scopes: ${Object.values(
                scopes,
              )
                .map((scope) => `\`${scope}\``)
                .join(', ')}.`,
            },
          },
          schemas: { ...componentSchemas, ...errorComponents() },
          parameters: requestHeaders,
          headers: responseHeaders,
          responses: sharedFailures(),
          examples: Object.fromEntries(
            usedCodes().map((code) => [
              code,
              { summary: errorRegistry[code].message, value: errorExample(code) },
            ]),
          ),
        },
      },
      {
        override: ({ jsonSchema }) => {
          if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
        },
      },
    ),
  );
