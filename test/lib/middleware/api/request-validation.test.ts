import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  completeOrderRequest,
  createOrderSchema,
  noBodySchema,
} from '../../../../lib/contract/schemas/order-schemas.ts';
import {
  listProductsQuerySchema,
  productPathSchema,
} from '../../../../lib/contract/schemas/product-schemas.ts';
import type { RequestSchemas } from '../../../../lib/middleware/api/api-request.ts';
import { requestValidation } from '../../../../lib/middleware/api/request-validation.ts';
import { aCaller } from '../../../builders/a-caller.ts';
import { type ApiEventFacts, anApiEvent } from '../../../builders/an-api-event.ts';
import { anInvocation } from '../../../builders/an-invocation.ts';

const run = (schemas: RequestSchemas, facts: ApiEventFacts) => {
  const invocation = anInvocation(anApiEvent('create-order', facts));
  requestValidation(schemas).before?.(invocation);
  return invocation.internal.parts;
};

const issuesOf = (schemas: RequestSchemas, facts: ApiEventFacts) => {
  try {
    run(schemas, facts);
  } catch (error) {
    return (error as { details: { issues: { path: string; message: string }[] } }).details.issues;
  }
  throw new Error('the request was accepted');
};

describe('requestValidation', () => {
  it('leaves the values that the schemas made of the request', () => {
    const schemas = { path: productPathSchema, query: listProductsQuerySchema, body: createOrderSchema };
    const facts = { path: { sku: 'TEA-001' }, query: { limit: '7' }, body: { items: [] } };
    expect(run(schemas, facts)).toEqual({
      path: { sku: 'TEA-001' },
      query: { limit: 7 },
      body: { items: [], source: 'api' },
    });
  });

  it('adds the defaults of the schema and of the caller, and leaves the body as it was sent beside it', () => {
    const { internal } = anInvocation(anApiEvent('create-order', { body: { items: [] } }));
    const invocation = { ...anInvocation(anApiEvent('create-order', { body: { items: [] } })), internal };
    internal.caller = aCaller({ id: 'alice' });
    requestValidation({ body: createOrderSchema, complete: completeOrderRequest }).before?.(invocation);
    expect(internal.parts?.body).toEqual({ items: [], source: 'api', customerId: 'alice' });
    expect(internal.sentBody).toEqual({ items: [] });
  });

  it('judges neither type nor encoding of a body that is absent or not asked for', () => {
    const headers = { 'content-type': 'text/plain', 'content-encoding': 'gzip' };
    expect(run({ body: noBodySchema }, { headers })).toMatchObject({ body: {} });
    expect(run({ body: noBodySchema }, { headers, rawBody: '' })).toMatchObject({ body: {} });
    expect(run({}, { headers, rawBody: 'text' })).toMatchObject({ body: undefined });
    expect(() => run({ body: noBodySchema }, { headers, body: {} })).toThrow(
      expect.objectContaining({ code: 'VAL-002' }),
    );
  });

  it('hands over nothing that no schema asked for', () => {
    const parts = run({}, { query: { limit: '7' }, rawBody: '{broken', headers: { cookie: 'a=b' } });
    expect(parts).toEqual({ path: {}, query: undefined, headers: undefined, body: undefined });
  });

  it('hands over those headers that a schema asks for', () => {
    const headers = z.object({ accept: z.string().optional() });
    expect(run({ headers }, { headers: { accept: 'text/plain', cookie: 'none' } })).toMatchObject({
      headers: { accept: 'text/plain' },
    });
    expect(run({ headers }, {})).toMatchObject({ headers: {} });
  });

  it('treats an absent query as an empty one', () => {
    expect(run({ query: listProductsQuerySchema }, {})).toMatchObject({ query: { limit: 50 } });
  });

  it('answers the path of each issue in a body', () => {
    const body = {
      items: [
        { sku: 'TEA-001', quantity: 1 },
        { sku: '', quantity: 1.5 },
      ],
      source: 'fax',
    };
    const paths = issuesOf({ body: createOrderSchema }, { body }).map(({ path }) => path);
    expect(paths).toEqual(['items.1.sku', 'items.1.quantity', 'source']);
  });

  it('names at most 20 issues, each with bounded length', () => {
    const schema = z.array(z.string().refine(() => false, 'm'.repeat(1_000)));
    const issues = issuesOf({ body: schema }, { body: Array.from({ length: 50 }, () => 'x') });
    expect(issues).toHaveLength(20);
    expect(issues.every(({ message }) => message.length <= 200)).toBe(true);
  });

  it('quotes no value that was sent', () => {
    const body = {
      items: [{ sku: 'canary sku', quantity: 'canary' }],
      source: 'canary',
      customerId: 'canary\u0000customer',
    };
    const issues = issuesOf({ body: createOrderSchema }, { body });
    expect(issues).toHaveLength(4);
    expect(JSON.stringify(issues)).not.toContain('canary');
  });
});
