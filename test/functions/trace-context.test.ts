import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RouteId, routes } from '../../lib/contract/routes.ts';
import { environmentVariables as names } from '../../lib/contract/service.ts';
import { anApiEvent, customerClaims } from '../builders/an-api-event.ts';
import { queueMessage, streamRecord } from '../harness/functions/event-records.ts';
import { type RunningFunctions, startFunctions } from '../harness/functions/running-functions.ts';
import { validRequests } from '../harness/service/valid-requests.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const parentId = '00f067aa0ba902b7';
const sku = 'TEA-001';

let functions: RunningFunctions;
let printed: readonly string[] | undefined;

const stopped = async () => {
  printed ??= await functions.stop();
  return printed;
};

beforeAll(async () => {
  functions = await startFunctions({ [names.logLevel]: 'DEBUG' });
  await functions.invoke(
    'put-product',
    anApiEvent('put-product', {
      path: { sku },
      body: { name: 'Assam', unitPrice: { amount: 0, currency: 'USD' }, stock: 10 },
      claims: { ...customerClaims, scope: 'orders:admin' },
    }),
  );
});
afterAll(stopped);

const bodies: Partial<Record<RouteId, { readonly body: unknown }>> = {
  'create-order': { body: { items: [{ sku, quantity: 1 }] } },
  'pay-order': { body: validRequests['pay-order'].body },
};

const steps = ['create-order', 'pay-order', 'ship-order', 'deliver-order'] as const;
const types = ['order.created', 'order.confirmed', 'order.shipped', 'order.delivered'];

/** Takes an order that costs nothing through its life. @returns the entries that the relay put on the bus. */
const orderWith = async (traceparent: string, key: string) => {
  let orderId = '';
  for (const step of steps) {
    const { statusCode, body } = await functions.invoke(
      step,
      anApiEvent(step, {
        headers: { traceparent, 'idempotency-key': `${step}-${key}`, 'x-correlation-id': `${step}-${key}` },
        claims: {
          ...customerClaims,
          ...(routes[step].scope === 'orders:admin' && { scope: 'orders:admin' }),
        },
        ...(orderId !== '' && { path: { orderId } }),
        ...bodies[step],
      }),
    );
    expect([step, statusCode]).toEqual([step, step === 'create-order' ? 201 : 200]);
    orderId = (JSON.parse(body) as { readonly id: string }).id;
  }
  const before = functions.published.length;
  await functions.consume('relay-events', { Records: [streamRecord(orderId)] });
  return functions.published.slice(before);
};

const detailOf = ({ Detail = '' }: { readonly Detail?: string | undefined }) => JSON.parse(Detail);

describe('the trace of a request', () => {
  it('is in its events, and in the trace header with which EventBridge hands them on', async () => {
    const traceparent = `00-${traceId}-${parentId}-01`;
    const entries = await orderWith(traceparent, 'traced-1');
    expect(entries.map(({ DetailType }) => DetailType)).toEqual(types);
    for (const entry of entries) {
      expect(detailOf(entry)).toMatchObject({
        traceparent,
        correlationId: expect.stringMatching(/^[a-z]+-order-traced-1$/),
      });
      expect(entry.TraceHeader).toBe(
        `Root=1-${traceId.slice(0, 8)}-${traceId.slice(8)};Parent=${parentId};Sampled=1`,
      );
    }
    await functions.consume('summarize-orders', { Records: entries.map(queueMessage) });
  });

  it('is left out when its header is not valid', async () => {
    const entries = await orderWith(`00-${'0'.repeat(32)}-${parentId}-01`, 'untraced-1');
    expect(entries).toHaveLength(types.length);
    for (const entry of entries) {
      expect(detailOf(entry)).not.toHaveProperty('traceparent');
      expect(entry).not.toHaveProperty('TraceHeader');
    }
  });

  it('is in the lines of the consumer of its events', async () => {
    const lines = (await stopped()).filter((line) => line.includes('LOG-')).map((line) => JSON.parse(line));
    const consumed = lines.filter(({ function_name }) => function_name === 'summarize-orders');
    const ofEvents = consumed.filter(({ eventId }) => eventId !== undefined);
    expect(ofEvents.map(({ type }) => type)).toEqual(types);
    for (const line of ofEvents) expect(line).toMatchObject({ traceId });
  });
});
