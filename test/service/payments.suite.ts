import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headers } from '../../lib/contract/headers.ts';
import { testPaymentMethods as methods } from '../../lib/contract/test-payment-methods.ts';
import { logEvents } from '../../lib/platform/logging/log-events.ts';
import type { PaymentOutage } from '../../tools/local-cloud/payments/payment-outage.ts';
import { type Measurement, startStopwatch } from '../harness/busy-machine.ts';
import '../harness/problem.ts';
import type { Order } from '../../client/src/order-service-client.ts';
import { balanceOf } from '../harness/service/balance.ts';
import { type WatchedRequests, watchRequests } from '../harness/service/connections.ts';
import type { Answer, CurrentService } from '../harness/service/running-service.ts';
import { type Shopper, shopper, stock } from '../harness/service/shopper.ts';

const retryAfterSeconds = (answer: Answer) => Number(answer.headers[headers.retryAfter.toLowerCase()]);

export const payments = (service: CurrentService): void => {
  describe('payments', () => {
    let alice: Shopper;
    let atGateway: WatchedRequests;
    beforeAll(async () => {
      alice = await shopper(service(), 'alice');
      atGateway = watchRequests(service().payments.url);
      await stock(service(), 'PAY-001', 1_000);
    });
    afterAll(() => atGateway.stop());

    const placed = (count: number): Promise<Order[]> =>
      Promise.all(Array.from({ length: count }, () => alice.placed('PAY-001')));
    const statusOf = async (orderId: string) => (await alice.look(orderId)).status;
    const balance = async (orderId: string) => balanceOf(await service().ledger(), orderId);
    const once = { charged: [1_000], refunded: [] };
    const nothing = { charged: [], refunded: [] };

    it.each([
      [methods.declined, 'generic_decline'],
      [methods.insufficientFunds, 'insufficient_funds'],
    ])('answers ORD-005 to %s, replays it, and takes another card', async (method, reason) => {
      const [order] = await placed(1);
      const id = order?.id ?? '';
      const key = `declined-${randomUUID()}`;
      const declined = await alice.pay(id, method, { key });
      expect(declined).toBeProblem(402, 'ORD-005');
      expect(declined.json()).toMatchObject({ error: { details: { reason } } });
      const replayed = await alice.pay(id, method, { key });
      expect([replayed.statusCode, replayed.body]).toEqual([402, declined.body]);
      expect(replayed.headers[headers.idempotentReplayed.toLowerCase()]).toBe('true');
      expect((await alice.pay(id)).statusCode).toBe(200);
      expect(await balance(id)).toEqual(once);
    });

    describe('when the gateway does not answer', () => {
      let orders: Record<'taken' | 'untaken', Order>;
      let answers: Record<'taken' | 'untaken', Answer>;
      let duration: Measurement;
      const key = 'taken-but-not-answered-1';

      beforeAll(async () => {
        const [taken, untaken] = (await placed(2)) as [Order, Order];
        const stopwatch = startStopwatch();
        const [first, second] = await Promise.all([
          alice.pay(taken.id, methods.timeoutAfterCharge, { key }),
          alice.pay(untaken.id, methods.timeoutBeforeCharge),
        ]);
        duration = stopwatch.stop();
        orders = { taken, untaken };
        answers = { taken: first, untaken: second };
      });

      it('answers in time that the outcome is unknown, with the order’s address', (context) => {
        for (const [kind, { statusCode, headers: sent, json }] of Object.entries(answers)) {
          const { id } = orders[kind as keyof typeof orders];
          expect([statusCode, sent['location']]).toEqual([202, `/api/v1/orders/${id}`]);
          expect(json()).toMatchObject({ status: 'pending', payment: { status: 'unknown' } });
        }
        duration.judge(context, (elapsedMs) => expect(elapsedMs).toBeLessThan(10_000));
      });

      it('leaves no connection to the gateway waiting', async () => {
        await expect.poll(atGateway.waiting).toBe(0);
      });

      it('takes no money for repeated requests, with the same key or another', async () => {
        const { id } = orders.taken;
        const again = await Promise.all([alice.pay(id, methods.timeoutAfterCharge, { key }), alice.pay(id)]);
        expect(again.map(({ statusCode }) => statusCode)).toEqual([202, 202]);
        expect(await balance(id)).toEqual(once);
      });

      it('learns the outcome later, and the order is paid or payable', async () => {
        const { taken, untaken } = orders;
        // One of the two may be settled before the other: paid once, the order answers this key with 200 from then on.
        const sameKey = { key: randomUUID() };
        const reconciled = async () => {
          await service().run('reconcile-payments');
          const paid = await alice.pay(untaken.id, methods.succeeds, sameKey);
          return [await statusOf(taken.id), paid.statusCode];
        };
        await expect.poll(reconciled, { timeout: 20_000, interval: 200 }).toEqual(['confirmed', 200]);
        expect(await balance(taken.id)).toEqual(once);
        expect(await balance(untaken.id)).toEqual(once);
      });
    });

    describe('when the gateway refuses connections', () => {
      let orders: readonly Order[];
      const keys = new Map<string, string>();
      const pay = ({ id }: Order) => {
        const key = keys.get(id) ?? randomUUID();
        keys.set(id, key);
        return alice.pay(id, methods.succeeds, { key });
      };
      /** Asks again, with the same key, as long as there is no answer. */
      const payPatiently = async (order: Order): Promise<Answer> => {
        const answer = await pay(order);
        if (answer.statusCode !== 503) return answer;
        await pause(500);
        return payPatiently(order);
      };
      const outage = (method: string, plan?: PaymentOutage) =>
        service().request('/local/payments/outage', { method, ...(plan && { body: JSON.stringify(plan) }) });
      const readiness = async () => {
        const answer = await service().send(undefined, 'health-ready');
        return [
          answer.statusCode,
          answer.json<{ checks: Record<string, string> }>().checks['payment-gateway'],
        ];
      };
      const ownTransitions = async () => {
        const logs = await service().request('/local/logs?function=pay-order&limit=50000');
        const lines = logs.json<{ items: Record<string, unknown>[] }>().items;
        return lines
          .filter(({ logCode, origin }) => logCode === logEvents.circuitChanged.code && origin === 'own')
          .map(({ from, to }) => `${from} → ${to}`);
      };

      beforeAll(async () => {
        orders = await placed(8);
        await outage('POST', { mode: 'refuse', seconds: 20 });
      });
      afterAll(() => outage('DELETE'));

      it('answers that at once and opens the circuit, which readiness shows', async (context) => {
        expect(await readiness()).toEqual([200, 'ok']);
        const durations: Measurement[] = [];
        for (const order of orders) {
          const stopwatch = startStopwatch();
          expect(await pay(order)).toBeProblem(503, 'SYS-002');
          durations.push(stopwatch.stop());
        }
        await expect.poll(readiness, { timeout: 4_000 }).toEqual([200, 'unavailable']);
        expect(await ownTransitions()).toEqual(['closed → open']);
        for (const duration of durations) {
          duration.judge(context, (elapsedMs) => expect(elapsedMs).toBeLessThan(2_000));
        }
      });

      it('sends the gateway no request before the probe, although it is back', async () => {
        await outage('DELETE');
        const before = atGateway.count();
        for (const order of orders.slice(0, 4)) {
          const answer = await pay(order);
          expect(answer).toBeProblem(503, 'SYS-002');
          expect(retryAfterSeconds(answer)).toBeGreaterThanOrEqual(1);
          expect(retryAfterSeconds(answer)).toBeLessThanOrEqual(5);
        }
        expect(atGateway.count()).toBe(before);
      });

      it('closes the circuit after one probe, and no order is lost', async (context) => {
        const stopwatch = startStopwatch();
        const answers = await Promise.all(orders.map(payPatiently));
        const probing = stopwatch.stop();
        expect(answers.map(({ statusCode }) => statusCode)).toEqual(orders.map(() => 200));
        await expect.poll(readiness).toEqual([200, 'ok']);
        for (const { id } of orders) expect(await balance(id)).toEqual(once);
        const transitions = await ownTransitions();
        // A probe that takes too long is followed by another one.
        probing.judge(context, () =>
          expect(transitions).toEqual(['closed → open', 'open → half-open', 'half-open → closed']),
        );
      });
    });

    it('takes no money for an order that was never paid', async () => {
      const [order] = await placed(1);
      expect(await balance(order?.id ?? '')).toEqual(nothing);
    });
  });
};
