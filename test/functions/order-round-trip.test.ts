import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorEnvelopeSchema } from '../../lib/contract/schemas/error-envelope-schema.ts';
import { orderSchema } from '../../lib/contract/schemas/order-schemas.ts';
import { productListSchema } from '../../lib/contract/schemas/product-schemas.ts';
import type { ApiResponse } from '../../lib/platform/response.ts';
import { anApiEvent, customerClaims } from '../builders/an-api-event.ts';
import { anOrder } from '../builders/an-order.ts';
import '../harness/problem.ts';
import { indexesCaughtUp } from '../harness/dynamodb/indexes-caught-up.ts';
import { type RunningFunctions, startFunctions } from '../harness/functions/running-functions.ts';

const adminClaims = { ...customerClaims, sub: 'root', scope: 'orders:read orders:write orders:admin' };
const idempotencyKey = { 'idempotency-key': 'order-round-trip-1' };
const json = ({ body }: ApiResponse): unknown => JSON.parse(body);

describe('the functions', () => {
  let functions: RunningFunctions;
  let placed: ApiResponse;

  beforeAll(async () => {
    functions = await startFunctions();
    await functions.invoke(
      'put-product',
      anApiEvent('put-product', {
        path: { sku: 'TEA-001' },
        claims: adminClaims,
        body: { name: 'Assam, 100 g', unitPrice: { amount: 1_999, currency: 'USD' }, stock: 25 },
      }),
    );
    const body = { items: [{ sku: 'TEA-001', quantity: 2 }], source: 'web' };
    placed = await functions.invoke(
      'create-order',
      anApiEvent('create-order', { body, headers: idempotencyKey }),
    );
  });
  afterAll(() => functions.stop());

  const get = (orderId: string, claims = customerClaims) =>
    functions.invoke('get-order', anApiEvent('get-order', { path: { orderId }, claims }));
  const order = () => orderSchema.parse(json(placed));

  describe('when an order is placed', () => {
    it('answers 201 with the priced order', () => {
      expect(placed.statusCode).toBe(201);
      expect(order()).toMatchObject({
        customerId: 'alice',
        status: 'pending',
        items: [{ sku: 'TEA-001', name: 'Assam, 100 g', quantity: 2, unitPrice: { amount: 1_999 } }],
        total: { amount: 3_998, currency: 'USD' },
        source: 'web',
        customerType: 'premium',
        version: 1,
      });
    });

    it('answers its address, which returns the order', async () => {
      const { id } = order();
      expect(placed.headers['Location']).toBe(`/api/v1/orders/${id}`);
      const found = await get(id);
      expect(found.statusCode).toBe(200);
      expect(json(found)).toEqual(order());
    });

    it('shows it to its customer and to an admin only', async () => {
      expect((await get(order().id, adminClaims)).statusCode).toBe(200);
      const others = await get(order().id, { ...customerClaims, sub: 'mallory' });
      const missing = await get(anOrder().id, { ...customerClaims, sub: 'mallory' });
      expect(others).toBeProblem(404, 'ORD-001');
      expect(missing).toBeProblem(404, 'ORD-001');
      const shape = (response: ApiResponse) => Object.keys(errorEnvelopeSchema.parse(json(response)).error);
      expect(shape(others)).toEqual(shape(missing));
    });
  });

  it('lists the catalogue without a token', async () => {
    await indexesCaughtUp();
    const listed = await functions.invoke('list-products', anApiEvent('list-products', { claims: null }));
    expect(listed.statusCode).toBe(200);
    expect(productListSchema.parse(json(listed)).items.map(({ sku }) => sku)).toEqual(['TEA-001']);
  });

  it('answers PRD-001 for an unknown product: 404 by itself, 422 in an order', async () => {
    const path = { sku: 'TEA-404' };
    const alone = await functions.invoke('get-product', anApiEvent('get-product', { path, claims: null }));
    expect(alone).toBeProblem(404, 'PRD-001');
    const body = { items: [{ sku: 'TEA-404', quantity: 1 }] };
    const headers = { 'idempotency-key': 'order-round-trip-2' };
    expect(await functions.invoke('create-order', anApiEvent('create-order', { body, headers }))).toBeProblem(
      422,
      'PRD-001',
    );
  });

  it('is alive and ready', async () => {
    const live = await functions.invoke('health-live', anApiEvent('health-live', { claims: null }));
    expect([live.statusCode, json(live)]).toEqual([200, { status: 'ok' }]);
    const ready = await functions.invoke('health-ready', anApiEvent('health-ready', { claims: null }));
    expect([ready.statusCode, json(ready)]).toMatchObject([
      200,
      { status: 'ok', checks: { dynamodb: 'ok', 'event-bus': 'ok' } },
    ]);
  });
});

describe('the functions without their dependencies', () => {
  let functions: RunningFunctions;
  beforeAll(async () => {
    // Port 9 is discard: nothing listens there.
    const nowhere = 'http://127.0.0.1:9';
    functions = await startFunctions({ DYNAMODB_ENDPOINT: nowhere, EVENTBRIDGE_ENDPOINT: nowhere });
  });
  afterAll(() => functions.stop());

  it('are not ready, without a reason', async () => {
    const ready = await functions.invoke('health-ready', anApiEvent('health-ready', { claims: null }));
    expect([ready.statusCode, json(ready)]).toMatchObject([
      503,
      { status: 'degraded', checks: { dynamodb: 'unavailable', 'event-bus': 'unavailable' } },
    ]);
  });

  it('answer SYS-002 with the time to wait', async () => {
    const event = anApiEvent('get-order', { path: { orderId: anOrder().id } });
    const response = await functions.invoke('get-order', event);
    expect(response).toBeProblem(503, 'SYS-002');
    expect(response.headers['Retry-After']).toMatch(/^[1-9]\d*$/);
    expect(response.body).not.toMatch(/dynamo|ECONN|127\.0/i);
  });
});
