import { describe, expect, it } from 'vitest';
import { assertSameRequest, completedRecord } from '../../../../lib/app/idempotent-command.ts';
import type { IdempotencyClaim } from '../../../../lib/contract/idempotency.ts';
import {
  completeOrderRequest,
  createOrderSchema,
  noBodySchema,
} from '../../../../lib/contract/schemas/order-schemas.ts';
import { ok } from '../../../../lib/platform/response.ts';
import { aLambdaContext } from '../../../builders/a-lambda-context.ts';
import { type ApiEventFacts, anApiEvent } from '../../../builders/an-api-event.ts';
import { orderIdOf } from '../../../builders/order-id-of.ts';
import { createRecordedPipeline } from '../../../harness/pipeline/recorded-pipeline.ts';

const headers = { 'idempotency-key': 'equal-requests-key-1' };

const takeClaim = (claims: IdempotencyClaim[], claim: IdempotencyClaim) => {
  claims.push(claim);
  return ok({});
};

/** The claim that a request to the route gets. */
const claimOf = async (routeId: 'create-order' | 'cancel-order', facts: ApiEventFacts) => {
  const claims: IdempotencyClaim[] = [];
  const { idempotentHandler } = createRecordedPipeline();
  const handlers = {
    'create-order': idempotentHandler(
      'create-order',
      { body: createOrderSchema, complete: completeOrderRequest },
      async ({ claim }) => takeClaim(claims, claim),
    ),
    'cancel-order': idempotentHandler('cancel-order', { body: noBodySchema }, async ({ claim }) =>
      takeClaim(claims, claim),
    ),
  };
  const path = { orderId: orderIdOf(1) };
  const answer = await handlers[routeId](anApiEvent(routeId, { headers, path, ...facts }), aLambdaContext());
  const [claim] = claims;
  if (!claim) throw new Error(`not executed: ${answer.body}`);
  return claim;
};

const items = [{ sku: 'TEA-001', quantity: 2 }];

const equal = [
  ['create-order', 'without a source', { items }, 'with the default source', { items, source: 'api' }],
  ['create-order', 'without a customer', { items }, 'for the caller', { items, customerId: 'alice' }],
  [
    'create-order',
    'with all defaults',
    { items, source: 'api', customerId: 'alice' },
    'with none',
    { items },
  ],
  ['cancel-order', 'without a body', undefined, 'with an empty object', {}],
] as const;

const stored = (fingerprint: string, { recordId }: IdempotencyClaim) =>
  completedRecord({ recordId, fingerprint, owner: '' }, { statusCode: 200, headers: {}, body: '' }, 0);

describe('a repeated request', () => {
  it.each(equal)('to %s %s is the same request as one %s %s', async (routeId, _, body, __, other) => {
    const first = await claimOf(routeId, { body });
    const second = await claimOf(routeId, { body: other });
    expect(second.recordId).toBe(first.recordId);
    expect(second.fingerprint).toBe(first.fingerprint);
  });

  it.each([
    ['another source', { items, source: 'web' }],
    ['another customer', { items, customerId: 'bob' }],
  ])('with %s is another request', async (_, body) => {
    const { fingerprint } = await claimOf('create-order', { body });
    expect(fingerprint).not.toBe((await claimOf('create-order', { body: { items } })).fingerprint);
  });

  // Computed by version 0.1.0 of `idempotency-claim.ts`, which hashed the body without defaults.
  it.each([
    ['create-order', { items }, 'ae5d7b522ef26500779d678b10a9d332815e0202b4e7b7e00fb20aa393075f77'],
    [
      'create-order',
      { items, source: 'api' },
      'a67780e7edd87595c34608f1ede5e9f2032f2fba0a55d0cc814dd800ee4158f1',
    ],
    ['cancel-order', undefined, 'f1fb5fde1ca96dccf05631f5b24043a72e99ec74873311c3767d78fabc13cce6'],
    ['cancel-order', {}, 'bfe802ffc04e41d15b374278f7bbb8f615b3856709225c7963c7a2b3b0f330fd'],
  ] as const)('to %s %j matches a record of the version before', async (routeId, body, fingerprint) => {
    const claim = await claimOf(routeId, { body });
    expect(() => assertSameRequest(stored(fingerprint, claim), claim)).not.toThrow();
    const changed = { ...claim, fingerprintAsSent: claim.fingerprint };
    expect(() => assertSameRequest(stored('f'.repeat(64), claim), changed)).toThrow(
      expect.objectContaining({ code: 'IDM-002' }),
    );
  });
});
