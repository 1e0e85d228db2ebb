import { describe, expect, it } from 'vitest';
import { listProductsQuerySchema } from '../../../../lib/contract/schemas/product-schemas.ts';
import { ok } from '../../../../lib/platform/response.ts';
import { aLambdaContext } from '../../../builders/a-lambda-context.ts';
import { anApiEvent, customerClaims } from '../../../builders/an-api-event.ts';
import '../../../harness/problem.ts';
import { createRecordedPipeline } from '../../../harness/pipeline/recorded-pipeline.ts';

const fine = async () => ok({ fine: true });

describe('a probe', () => {
  it('answers without a token, and counts the request as an event of no objective', async () => {
    const { probeHandler, metrics } = createRecordedPipeline();
    const handler = probeHandler('health-live', fine);
    const response = await handler(anApiEvent('health-live', { claims: null }), aLambdaContext());
    expect(response.statusCode).toBe(200);
    expect(metrics.published.flatMap(({ samples }) => samples).map(({ name }) => name)).toEqual([
      'order_service_requests_total',
      'order_service_request_duration_seconds',
    ]);
  });
});

describe('a public route', () => {
  it('answers without a token, from the checked request', async () => {
    const { publicHandler } = createRecordedPipeline();
    const handler = publicHandler(
      'list-products',
      { query: listProductsQuerySchema },
      async ({ query, caller }) => ok({ query, caller }),
    );
    const event = anApiEvent('list-products', { claims: null, query: { limit: '7' } });
    expect(await handler(event, aLambdaContext())).toMatchObject({ body: '{"query":{"limit":7}}' });
  });
});

describe('a route with a scope', () => {
  const handler = createRecordedPipeline().scopedHandler('get-order', {}, async ({ caller, path }) =>
    ok({ caller: caller.id, path }),
  );
  const event = (facts: object) => anApiEvent('get-order', { path: { orderId: 'ord_1' }, ...facts });

  it('passes the caller to the handler', async () => {
    const response = await handler(event({}), aLambdaContext());
    expect(response.body).toBe('{"caller":"alice","path":{"orderId":"ord_1"}}');
  });

  it('is AUT-001 without a token, and AUT-002 without the scope', async () => {
    expect(await handler(event({ claims: null }), aLambdaContext())).toBeProblem(401, 'AUT-001');
    const claims = { ...customerClaims, scope: 'orders:write' };
    expect(await handler(event({ claims }), aLambdaContext())).toBeProblem(403, 'AUT-002');
  });

  it('ignores an idempotency key', async () => {
    const response = await handler(event({ headers: { 'idempotency-key': '!' } }), aLambdaContext());
    expect(response.statusCode).toBe(200);
  });
});

describe('the makers of handlers', () => {
  it('accept only routes of their kind', () => {
    const { probeHandler, publicHandler, scopedHandler, idempotentHandler } = createRecordedPipeline();
    const typesOnly = () => {
      // @ts-expect-error: its requests are events of objectives
      probeHandler('list-products', fine);
      // @ts-expect-error: the route has a scope
      probeHandler('metrics', fine);
      // @ts-expect-error: the route has a scope
      publicHandler('get-order', {}, fine);
      // @ts-expect-error: the route is public
      scopedHandler('list-products', {}, fine);
      // @ts-expect-error: the route needs an idempotency key
      scopedHandler('create-order', {}, fine);
      // @ts-expect-error: the route takes no idempotency key
      idempotentHandler('ship-order', {}, fine);
    };
    expect(typesOnly).toBeInstanceOf(Function);
  });
});
