import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Order } from '../../client/src/order-service-client.ts';
import { scopes } from '../../lib/contract/scopes.ts';
import { slos } from '../../lib/contract/slos.ts';
import { testPaymentMethods } from '../../lib/contract/test-payment-methods.ts';
import {
  createClientTally,
  grownBy,
  readSloCounts,
  type SloCounts,
} from '../harness/service/client-tally.ts';
import { type RunningService, startService } from '../harness/service/running-service.ts';
import { businessShopper, type Shopper, stock } from '../harness/service/shopper.ts';
import { volume } from '../harness/volume.ts';

const requests = volume({ inCi: 30, usual: 15 });
const { thresholdMs } = slos['order-latency'].indicator;

const anOrder = { body: { items: [{ sku: 'TEA-001', quantity: 1 }] } };

/** Lines of logs come twice, late and in other batches. */
const troubledLogs = { duplicate: 0.3, reorder: 0.3, rebatch: 0.3 };

describe('the objectives', () => {
  let service: RunningService;
  let alice: Shopper;
  let scraper: string;
  let before: SloCounts;
  let tally: ReturnType<typeof createClientTally>;

  /** Places an order through the tally. */
  const place = async (): Promise<string> =>
    (await tally.send(alice.token, 'create-order', anOrder)).json<Order>().id;

  const setFaults = (faults: object) =>
    service.request('/local/faults', {
      method: 'PUT',
      body: JSON.stringify({ logs: troubledLogs, ...faults }),
    });

  /** Sends the same request again and again, some at once. */
  const sendMany = async (count: number, send: (n: number) => Promise<unknown>) => {
    for (let n = 0; n < count; n += 5) {
      await Promise.all(Array.from({ length: Math.min(5, count - n) }, (_, k) => send(n + k)));
    }
  };

  const grown = async () => grownBy(before, await readSloCounts(service, scraper));

  const eventsOf = (counts: SloCounts) => Object.values(counts).reduce((sum, count) => sum + count, 0);

  /** Reads the counters once they have all that is expected, and have had time to count more. */
  const settled = async (expected: SloCounts): Promise<SloCounts> => {
    const deadline = Date.now() + 20_000;
    const isBehind = (counts: SloCounts) =>
      Object.entries(expected).some(([event, count]) => (counts[event] ?? 0) < count);
    while (isBehind(await grown()) && Date.now() < deadline) await pause(250);
    await setFaults({});
    await pause(800);
    return grown();
  };

  /** The clients' tally, with the requests that are counted twice. @param list receives their ids. */
  const expectations = async (more: SloCounts, list: (id: string) => unknown) => {
    const expected: Record<string, number> = { ...tally.expected() };
    const twice = await tally.countedTwice();
    for (const events of [more, ...twice.map((request) => request.events)]) {
      for (const [event, count] of Object.entries(events)) expected[event] = (expected[event] ?? 0) + count;
    }
    for (const { id = 'no id' } of twice) await list(`counted twice: ${id}`);
    return expected;
  };

  /** Everything but the latency of orders, of which each has one event; how many are bad is for another test. */
  const expectTally = async (
    more: SloCounts = {},
    list: (id: string) => unknown = expect.unreachable,
  ): Promise<void> => {
    const expected = await expectations(more, list);
    const {
      'order-latency good': quick = 0,
      'order-latency bad': slow = 0,
      ...others
    } = await settled(expected);
    const { 'order-latency good': _, 'order-latency bad': __, ...known } = expected;
    expect(others).toEqual(known);
    expect(quick + slow).toBeGreaterThanOrEqual(tally.orderTimes().length);
    expect(slow).toBeLessThanOrEqual(tally.orderTimes().filter((ms) => ms > thresholdMs).length);
  };

  beforeAll(async () => {
    service = await startService({
      functions: ['put-product', 'create-order', 'get-order', 'pay-order', 'cancel-order', 'metrics'],
      consumers: ['aggregate-metrics', 'judge-unanswered'],
      pace: { logCollectMs: 50, logRetryMs: 50 },
    });
    await stock(service, 'TEA-001', 100_000);
    alice = await businessShopper(service, 'alice');
    scraper = await service.tokenFor('prometheus', scopes.metricsRead);
    await service.run('reconcile-payments');
  });
  afterAll(() => service?.close());
  beforeEach(async () => {
    await setFaults({});
    await pause(300);
    before = await readSloCounts(service, scraper);
    tally = createClientTally(service);
  });

  it('have one event for each request that succeeds', async () => {
    await sendMany(requests, () => tally.send(alice.token, 'create-order', anOrder));
    expect(tally.expected()).toEqual({ 'availability good': requests });
    await expectTally();
  });

  it('have no event for mistakes of clients and for answers that are repeated', async () => {
    const wrong = await service.tokenFor('mallory', scopes.metricsRead);
    await sendMany(50, () => tally.send(alice.token, 'create-order', { body: { items: [] } }));
    await sendMany(10, () => tally.send(undefined, 'create-order', anOrder));
    await sendMany(10, () => tally.send(wrong, 'create-order', anOrder));
    const once = { ...anOrder, key: 'repeated-20-times-1' };
    await tally.send(alice.token, 'create-order', once);
    await sendMany(20, () => tally.send(alice.token, 'create-order', once));
    expect(tally.expected()).toEqual({ 'availability good': 1 });
    await expectTally();
  });

  it.for([
    ['crash of environments', { crash: 0.5 }],
    ['failed start of environments', { initError: 0.6, coldStart: 0.3 }],
    ['throttle of Lambda', { throttle: 0.5 }],
  ] as const)(
    'have a bad event for each request that fails by a %s',
    { timeout: 120_000 },
    async ([, fault], { annotate }) => {
      await setFaults({ seed: 3, functions: { ...fault, only: ['create-order'] } });
      await sendMany(requests, () => tally.send(alice.token, 'create-order', anOrder));
      expect(tally.unanswered().length).toBeGreaterThan(0);
      await expectTally({}, annotate);
    },
  );

  it('have a bad event for each order that waits for a slow cold start', async () => {
    await setFaults({ functions: { coldStart: 1, only: ['create-order'] } });
    await service.request('/local/functions/create-order/kill', { method: 'POST' });
    await sendMany(5, () => tally.send(alice.token, 'create-order', anOrder));
    await settled({ 'availability good': 5 });
    const counts = await grown();
    expect(counts['order-latency bad']).toBe(5);
    expect(eventsOf(counts)).toBe(10);
  });

  it('have one event for a payment on which a customer clicks 20 times', async () => {
    const orderId = await place();
    const pay = { path: { orderId }, body: { paymentMethod: testPaymentMethods.succeeds } };
    await Promise.all(Array.from({ length: 20 }, () => tally.send(alice.token, 'pay-order', pay)));
    const { payment } = (await tally.send(alice.token, 'get-order', { path: { orderId } })).json<Order>();
    expect(payment?.status).toBe('paid');
    await expectTally({ 'payment-success good': 1 });
  });

  it('have an event for each attempt to pay, by its final outcome, unless the customer or the bank ends it', async () => {
    const { timeoutAfterCharge, timeoutBeforeCharge, ...methods } = testPaymentMethods;
    const orders = new Map<string, string>();
    const pay = async (paymentMethod: string) => {
      const orderId = await place();
      orders.set(paymentMethod, orderId);
      return tally.send(alice.token, 'pay-order', { path: { orderId }, body: { paymentMethod } });
    };
    const orderOf = (method: string) => ({ path: { orderId: orders.get(method) ?? '' } });
    const statusOf = async (method: string) =>
      (await tally.send(alice.token, 'get-order', orderOf(method))).json<Order>().payment?.status;

    expect((await pay(methods.declined)).statusCode).toBe(402);
    expect((await pay(methods.authenticationRequired)).statusCode).toBe(202);
    await tally.send(alice.token, 'cancel-order', orderOf(methods.authenticationRequired));
    expect((await pay(timeoutAfterCharge)).statusCode).toBe(202);
    expect((await pay(timeoutBeforeCharge)).statusCode).toBe(202);
    await service.request('/local/payments/outage', {
      method: 'POST',
      body: JSON.stringify({ mode: 'error', seconds: 60 }),
    });
    expect((await pay(methods.succeeds)).statusCode).toBe(503);
    await service.request('/local/payments/outage', { method: 'DELETE' });
    const deadline = Date.now() + 60_000;
    for (const method of [timeoutAfterCharge, timeoutBeforeCharge]) {
      while ((await statusOf(method)) === 'unknown' && Date.now() < deadline) {
        await service.run('reconcile-payments');
        await pause(500);
      }
    }
    expect(await statusOf(timeoutAfterCharge)).toBe('paid');
    await expectTally({ 'payment-success good': 1, 'payment-success bad': 2 });
  });
});
