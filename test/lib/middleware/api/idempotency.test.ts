import * as errors from '../../../../lib/contract/errors/factories.ts';
import '../../../harness/problem.ts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { storeOutcome } from '../../../../lib/app/idempotent-command.ts';
import type { IdempotencyClaim, StoredResponse } from '../../../../lib/contract/idempotency.ts';
import { createOrderSchema, noBodySchema } from '../../../../lib/contract/schemas/order-schemas.ts';
import type { StoreOutcome } from '../../../../lib/middleware/api/idempotency.ts';
import { created } from '../../../../lib/platform/response.ts';
import { aLambdaContext } from '../../../builders/a-lambda-context.ts';
import { anApiEvent } from '../../../builders/an-api-event.ts';
import { createMemoryDatabase } from '../../../doubles/memory-database.ts';
import { createRecordedPipeline } from '../../../harness/pipeline/recorded-pipeline.ts';

const headers = { 'idempotency-key': 'middleware-test-key-1', 'x-correlation-id': 'client-id-1' };
const order = { items: [{ sku: 'TEA-001', quantity: 2 }] };

/** A route that by default stores its outcomes as in production, and its calls of the store. */
const aRoute = (
  answer: (claim: IdempotencyClaim) => Promise<StoredResponse>,
  store: StoreOutcome = storeOutcome({ store: createMemoryDatabase().orders, clock: Date.now }),
) => {
  const stored: StoredResponse[] = [];
  const pipeline = createRecordedPipeline(async (claim, response, options) => {
    stored.push(response);
    return store(claim, response, options);
  });
  const claims: IdempotencyClaim[] = [];
  const handler = pipeline.idempotentHandler(
    'create-order',
    { body: createOrderSchema },
    async ({ claim }) => {
      claims.push(claim);
      return { ...(await answer(claim)), headers: {} };
    },
  );
  const send = (sent: Readonly<Record<string, string>> = {}, body: unknown = order) =>
    handler(anApiEvent('create-order', { headers: { ...headers, ...sent }, body }), aLambdaContext());
  return { ...pipeline, stored, claims, send };
};

const failing = (error: unknown) => async (): Promise<never> => {
  throw error;
};

const executed = [
  errors.invalidStatusTransition('shipped', 'cancelled'),
  errors.insufficientInventory('TEA-001', 3, 2),
  errors.paymentFailed('insufficient_funds'),
  errors.unknownProductInOrder('TEA-404'),
].map((error) => [`${error.code} ${error.status}`, error] as const);

const refused = [
  errors.orderNotFound('ord_1'),
  errors.emptyOrder(),
  errors.invalidRequest([{ path: 'items', message: 'too many' }]),
  errors.idempotencyKeyReused(),
  errors.idempotencyInProgress(1),
  errors.insufficientScope('orders:admin'),
  errors.unauthenticated(),
  errors.dependencyUnavailable('dynamodb', 1),
  errors.deadlineExceeded(),
  errors.unexpectedError(new Error('bug')),
  Object.assign(new Error('not ours'), { code: 'ORD-004' }),
].map((error) => [`${error.name} ${error.code}`, error] as const);

describe('idempotency', () => {
  describe.each(executed)('when the command ends in %s', (_, error) => {
    it('keeps the answer, byte for byte the one that it sends', async () => {
      const { send, stored } = aRoute(failing(error));
      const response = await send();
      expect(response).toBeProblem(error.status, error.code);
      expect(stored).toMatchObject([{ statusCode: error.status, body: response.body }]);
      expect(response.headers).not.toHaveProperty('Idempotent-Replayed');
    });

    it('replays the answer to the same request, and marks it as replayed', async () => {
      const { send, metrics } = aRoute(failing(error));
      const first = await send();
      const second = await send({ 'x-correlation-id': 'client-id-2' });
      expect(second).toMatchObject({ statusCode: first.statusCode, body: first.body });
      expect(second.headers).toEqual({
        ...first.headers,
        'Idempotent-Replayed': 'true',
        'X-Correlation-ID': 'client-id-2',
      });
      expect(metrics.published).toHaveLength(2);
    });
  });

  it.each(refused)('keeps nothing of %s, which was not executed', async (_, error) => {
    const { send, stored } = aRoute(failing(error));
    await send();
    expect(stored).toEqual([]);
  });

  it('stores no answer that the command itself has stored', async () => {
    const { send, stored } = aRoute(async () => created({}, '/'));
    expect(await send()).toMatchObject({ statusCode: 201 });
    expect(stored).toEqual([]);
  });

  describe('when another request has the key meanwhile', () => {
    it('is IDM-002 if that one has another body', async () => {
      const { send } = aRoute(failing(errors.insufficientInventory('TEA-001', 3, 2)));
      await send();
      expect(await send({}, { items: [] })).toBeProblem(422, 'IDM-002');
    });

    it('replays the answer of that one', async () => {
      const earlier = created({ id: 'ord_1' }, '/api/v1/orders/ord_1');
      const { send } = aRoute(failing(errors.insufficientInventory('TEA-001', 3, 2)), async () => ({
        earlier,
      }));
      expect(await send()).toMatchObject({
        statusCode: 201,
        body: earlier.body,
        headers: { Location: '/api/v1/orders/ord_1', 'Idempotent-Replayed': 'true' },
      });
    });

    it('answers its own outcome if that one is still running', async () => {
      const { send } = aRoute(failing(errors.paymentFailed('expired_card')), async () => ({ stored: false }));
      expect(await send()).toBeProblem(402, 'ORD-005');
    });
  });

  describe('when the answer cannot be stored', () => {
    const error = errors.insufficientInventory('TEA-001', 3, 2);

    it('is sent all the same', async () => {
      const { send, logger } = aRoute(failing(error), failing(new Error('down')));
      expect(await send()).toBeProblem(409, 'ORD-004');
      expect(logger.lines).toContainEqual(
        expect.objectContaining({ level: 'error', fields: { error: new Error('down') } }),
      );
    });

    afterEach(() => vi.useRealTimers());

    it('ends in time to answer before the platform ends the invocation', async () => {
      let given: AbortSignal | undefined;
      const hanging: StoreOutcome = (_claim, _response, { signal }) => {
        given = signal;
        return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      };
      const { idempotentHandler } = createRecordedPipeline(hanging);
      const handler = idempotentHandler('create-order', { body: createOrderSchema }, failing(error));
      vi.useFakeTimers();
      const endsAt = Date.now() + 700.5;
      const context = aLambdaContext({ getRemainingTimeInMillis: () => endsAt - Date.now() });
      const answer = handler(anApiEvent('create-order', { headers, body: order }), context);
      await vi.advanceTimersByTimeAsync(700);
      const response = await answer;
      expect(response).toBeProblem(409, 'ORD-004');
      expect(given?.aborted).toBe(true);
    });
  });

  it('hands each request a claim of its own, and the same record to the same key', async () => {
    const { send, claims } = aRoute(async () => created({}, '/'));
    await send();
    await send();
    expect(claims[0]).toEqual({ ...claims[1], owner: claims[0]?.owner });
    expect(claims[0]?.recordId).toMatch(/^[0-9a-f]{64}$/);
  });

  it('needs a key before the command is executed', async () => {
    const { idempotentHandler } = createRecordedPipeline();
    let calls = 0;
    const handler = idempotentHandler('cancel-order', { body: noBodySchema }, async () => {
      calls += 1;
      return created({}, '/');
    });
    const event = anApiEvent('cancel-order', { path: { orderId: 'ord_1' }, body: {} });
    expect(await handler(event, aLambdaContext())).toBeProblem(400, 'IDM-001');
    expect(calls).toBe(0);
  });
});
