import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type ErrorAdvice, errorAdvice } from '../../../../lib/contract/errors/advice.ts';
import type { RouteDefinition } from '../../../../lib/contract/route-definition.ts';
import { errorsOf } from '../../../../lib/contract/route-errors.ts';
import { routeEntries } from '../../../../lib/contract/routes.ts';
import { openApiDocument } from '../../../../tools/generate/api/openapi.ts';

interface Reference {
  readonly $ref?: string;
}
interface Answer extends Reference {
  readonly description: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly content: unknown;
}
interface Operation {
  readonly operationId: string;
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters: readonly (Reference & { readonly name?: string })[];
  readonly responses: Readonly<Record<string, Answer>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly webhooks: Readonly<Record<string, { readonly post: Operation }>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>;
    readonly responses: Readonly<Record<string, Answer>>;
  };
}

const document = JSON.parse(JSON.stringify(openApiDocument())) as Document;

const operationOf = (routeId: string, { path, method }: RouteDefinition): Operation | undefined =>
  document.webhooks[routeId]?.post ?? document.paths[path]?.[method.toLowerCase()];

const answerOf = (operation: Operation | undefined, status: number): Answer | undefined => {
  const answer = operation?.responses[status];
  return answer?.$ref ? document.components.responses[answer.$ref.split('/').at(-1) ?? ''] : answer;
};

/** A schema without its references, and open to more fields as answers are. */
const resolved = (node: unknown): unknown => {
  if (Array.isArray(node)) return node.map(resolved);
  if (typeof node !== 'object' || node === null) return node;
  const { $ref, $schema: _, additionalProperties: __, ...rest } = node as Record<string, unknown>;
  if (typeof $ref === 'string') return resolved(document.components.schemas[$ref.split('/').at(-1) ?? '']);
  return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, resolved(value)]));
};

const codesIn = (content: unknown): string[] => [
  ...new Set(
    [...JSON.stringify(content).matchAll(/schemas\/Error-([A-Z]{3}-\d{3})/g)].map(([, code]) => code ?? ''),
  ),
];

const last = ({ name, $ref = '' }: Operation['parameters'][number]) => name ?? $ref.split('/').at(-1);

describe('docs/openapi.json', () => {
  it.each(routeEntries)('has %s with its scope and every error code', (routeId, route) => {
    const operation = operationOf(routeId, route);
    expect(operation?.security).toEqual(route.scope === null ? [] : [{ accessToken: [route.scope] }]);
    for (const { code, status } of errorsOf(routeId)) {
      expect(answerOf(operation, status)?.description).toContain(`\`${code}\``);
    }
  });

  it.each(routeEntries)(
    'has for %s the schema of each error under its status, and no other',
    (routeId, route) => {
      const operation = operationOf(routeId, route);
      const statuses = Object.keys(operation?.responses ?? {}).map(Number);
      expect(
        statuses
          .flatMap((status) =>
            codesIn(answerOf(operation, status)?.content ?? {}).map((code) => ({ code, status })),
          )
          .sort((a, b) => a.code.localeCompare(b.code)),
      ).toEqual(errorsOf(routeId));
    },
  );

  it.each(Object.entries<ErrorAdvice>(errorAdvice))('has the details of %s', (code, { details }) => {
    const published = resolved(document.components.schemas[`Error-${code}`]);
    expect(published).toMatchObject({
      properties: { code: { const: code } },
      required: expect.arrayContaining(['code', 'message', 'correlationId', ...(details ? ['details'] : [])]),
    });
    expect((published as { properties: object }).properties).toEqual(
      details
        ? expect.objectContaining({ details: resolved(z.toJSONSchema(details)) })
        : expect.not.objectContaining({ details: expect.anything() }),
    );
  });

  it('has the key of idempotent routes, and the header of a replay in their answers', () => {
    const withKey = routeEntries.filter(([id, route]) =>
      operationOf(id, route)?.parameters.some((parameter) => last(parameter) === 'Idempotency-Key'),
    );
    expect(withKey.map(([id]) => id)).toEqual(
      routeEntries.flatMap(([id, { idempotent }]) => (idempotent ? [id] : [])),
    );
    expect(document.paths['/api/v1/orders']?.['post']?.responses['201']?.headers).toMatchObject({
      Location: {},
      'Idempotent-Replayed': {},
      'X-Correlation-ID': {},
    });
  });

  it('has page size, cursor and filters of lists', () => {
    const names = document.paths['/api/v1/orders']?.['get']?.parameters.map(last);
    expect(names).toEqual(
      expect.arrayContaining(['status', 'limit', 'cursor', 'customerId', 'allCustomers']),
    );
  });

  it('has the requests of the payment gateway as its only webhook', () => {
    expect(Object.keys(document.webhooks)).toEqual(['stripe-webhook']);
    expect(Object.keys(document.paths)).not.toContain('/webhooks/stripe');
  });

  it('refuses unknown fields in requests alone', () => {
    const closed = Object.entries(document.components.schemas).flatMap(([name, schema]) =>
      JSON.stringify(schema).includes('"additionalProperties":false') ? [name] : [],
    );
    expect(closed.sort()).toEqual(
      Object.keys(document.components.schemas)
        .filter((name) => name.endsWith('Request'))
        .sort(),
    );
  });

  it('states the forms of ids and limits', () => {
    expect(JSON.stringify(document.components.schemas)).toContain('^ord_[0-7][0-9A-HJKMNP-TV-Z]{25}$');
    expect(document.components.schemas['CreateOrderRequest']).toMatchObject({
      properties: {
        items: { maxItems: 45, items: { properties: { quantity: { minimum: 1, maximum: 999 } } } },
      },
    });
  });
});
