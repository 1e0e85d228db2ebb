import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryCatalogueCache } from '../../../../lib/adapters/memory-catalogue-cache.ts';
import { createCatalogue } from '../../../../lib/app/cached-catalogue.ts';
import { cancelOrder } from '../../../../lib/app/cancel-order.ts';
import { createOrder } from '../../../../lib/app/create-order.ts';
import { storeOutcome } from '../../../../lib/app/idempotent-command.ts';
import { createOrderSchema, noBodySchema } from '../../../../lib/contract/schemas/order-schemas.ts';
import { respondCreated, respondOk } from '../../../../lib/presenters/present-order.ts';
import { presentResult } from '../../../../lib/presenters/responses.ts';
import { aCall } from '../../../builders/a-call.ts';
import { aLambdaContext } from '../../../builders/a-lambda-context.ts';
import { aProduct } from '../../../builders/a-product.ts';
import { anApiEvent, customerClaims } from '../../../builders/an-api-event.ts';
import { orderIdOf } from '../../../builders/order-id-of.ts';
import { createMemoryDatabase } from '../../../doubles/memory-database.ts';
import { retryPromptly } from '../../../doubles/prompt-retry.ts';
import { createRecordedPipeline } from '../../../harness/pipeline/recorded-pipeline.ts';

const stock = 12;
const day = 24 * 60 * 60 * 1_000;
const options = aCall();
const telemetry = { orderPlaced: () => {}, orderChanged: () => {} };

/** Ordering and cancelling behind the real pipeline, in memory, by a clock that the test moves. */
const aService = async () => {
  let now = Date.parse('2026-07-01T12:00:00.000Z');
  let drawn = 0;
  const clock = () => now;
  const { orders: store, products } = createMemoryDatabase();
  await products.create(aProduct({ available: stock }), options);
  const { idempotentHandler } = createRecordedPipeline(storeOutcome({ store, clock }));
  const cache = createMemoryCatalogueCache({ ttlMs: 60_000, maxEntries: 10, clock });
  const create = createOrder({
    store,
    catalogue: createCatalogue({ cache, products, onCacheFailure: () => {} }),
    telemetry,
    clock,
    findReachedLimit: async () => undefined,
    retryOnConflict: retryPromptly,
    markContention: async () => {},
    newUlid: () => {
      drawn += 1;
      return orderIdOf(drawn).slice('ord_'.length);
    },
    paymentWindowMs: 10 * day,
    respond: respondCreated,
  });
  const cancel = cancelOrder({
    store,
    refundNow: async () => {},
    abandon: async () => {},
    telemetry,
    clock,
    retryOnConflict: retryPromptly,
    leaseMs: 1_000,
    respond: respondOk,
  });
  const handlers = {
    'create-order': idempotentHandler('create-order', { body: createOrderSchema }, async (request) =>
      presentResult(await create({ ...request, ...request.body }, request.options)),
    ),
    'cancel-order': idempotentHandler('cancel-order', { body: noBodySchema }, async (request) =>
      presentResult(await cancel({ ...request, orderId: request.path.orderId }, request.options)),
    ),
  };
  return {
    advance: (ms: number) => {
      now += ms;
    },
    send: ({ route, caller, key, quantity, target }: Request) => {
      const claims = { ...customerClaims, sub: caller };
      const headers = { 'idempotency-key': key };
      const event =
        route === 'create-order'
          ? anApiEvent(route, { claims, headers, body: { items: [{ sku: 'TEA-001', quantity }] } })
          : anApiEvent(route, { claims, headers, path: { orderId: orderIdOf(target) } });
      return handlers[route](event, aLambdaContext());
    },
  };
};

const aRequest = fc.record({
  route: fc.constantFrom('create-order', 'cancel-order'),
  caller: fc.constantFrom('alice', 'bob'),
  key: fc.constantFrom('key-number-one-of-two', 'key-number-two-of-two'),
  /** Of an order. */
  quantity: fc.integer({ min: 1, max: 7 }),
  /** Number of the order that is cancelled. */
  target: fc.integer({ min: 1, max: 3 }),
});
type Request = typeof aRequest extends fc.Arbitrary<infer R> ? R : never;

const aPause = fc.constantFrom(1_000, day / 2, day);

interface Remembered {
  readonly asked: unknown;
  readonly at: number;
  readonly statusCode: number;
  readonly body: string;
}

/** Model of the service; it knows orders by their numbers. */
const aModel = () => {
  const remembered = new Map<string, Remembered>();
  const orders = new Map<number, { readonly owner: string; readonly quantity: number; open: boolean }>();
  let now = 0;
  let units = stock;
  let drawn = 0;

  const execute = ({ route, caller, quantity, target }: Request): number => {
    if (route === 'create-order') {
      if (quantity > units) return 409;
      units -= quantity;
      orders.set(drawn, { owner: caller, quantity, open: true });
      return 201;
    }
    const order = orders.get(target);
    if (order?.open) {
      order.open = false;
      units += order.quantity;
    }
    return 200;
  };

  return {
    advance: (ms: number) => {
      now += ms;
    },
    expected: (request: Request) => {
      const { route, caller, key, quantity, target } = request;
      // An id is drawn for each order that is asked for, placed or not.
      if (route === 'create-order') drawn += 1;
      // An order of another customer does not exist for the caller, with any key.
      else if (orders.get(target)?.owner !== caller) return { statusCode: 404 };
      const record = `${caller} ${route} ${key}`;
      const asked = route === 'create-order' ? quantity : target;
      const earlier = remembered.get(record);
      const remember = (answer: { statusCode: number; body: string }) => {
        const { statusCode, body } = answer;
        remembered.set(record, { asked, at: now, statusCode, body });
      };
      if (!earlier || now >= earlier.at + day) return { statusCode: execute(request), remember };
      if (earlier.asked !== asked) return { statusCode: 422 };
      return { statusCode: earlier.statusCode, replayOf: earlier.body };
    },
  };
};

describe('idempotency, against a model of it', () => {
  it('executes, replays or refuses each request of several callers, keys, bodies and routes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(aRequest, aPause), { maxLength: 30 }), async (steps) => {
        const service = await aService();
        const model = aModel();
        for (const step of steps) {
          if (typeof step === 'number') {
            service.advance(step);
            model.advance(step);
            continue;
          }
          const { statusCode, remember, replayOf } = {
            replayOf: undefined,
            remember: undefined,
            ...model.expected(step),
          };
          const response = await service.send(step);
          expect(response.statusCode).toBe(statusCode);
          expect(response.headers['Idempotent-Replayed']).toBe(replayOf === undefined ? undefined : 'true');
          if (replayOf !== undefined) expect(response.body).toBe(replayOf);
          remember?.(response);
        }
      }),
      { numRuns: 300 },
    );
  });
});
