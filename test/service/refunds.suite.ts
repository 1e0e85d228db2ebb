import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { headers } from '../../lib/contract/headers.ts';
import { testPaymentMethods as methods } from '../../lib/contract/test-payment-methods.ts';
import { runInThread } from '../harness/local-cloud/run-in-thread.ts';
import '../harness/problem.ts';
import type { Order } from '../../client/src/order-service-client.ts';
import { balanceOf } from '../harness/service/balance.ts';
import type { CurrentService } from '../harness/service/running-service.ts';
import { adminScope, type Shopper, shopper, stock } from '../harness/service/shopper.ts';

const usd = (amount: number) => ({ amount, currency: 'USD' }) as const;

export const refunds = (service: CurrentService): void => {
  describe('refunds', () => {
    let alice: Shopper;
    let admin: Shopper;
    beforeAll(async () => {
      alice = await shopper(service(), 'alice');
      admin = await shopper(service(), 'root', adminScope);
      await stock(service(), 'REF-001', 100);
    });

    const paid = async (method: string = methods.succeeds): Promise<Order> => {
      const order = await alice.placed('REF-001');
      expect((await alice.pay(order.id, method)).statusCode).toBe(200);
      return order;
    };
    const refund = (orderId: string, amount: number, key: string = randomUUID()) =>
      admin.send('refund-order', { path: { orderId }, body: { amount: usd(amount) }, key });
    const shown = async (orderId: string) => (await alice.look(orderId)).refund;
    const balance = async (orderId: string) => balanceOf(await service().ledger(), orderId);

    it('gives a part back, answers a repetition as before, and the rest at the cancellation', async () => {
      const { id } = await paid();
      const key = randomUUID();
      const first = await refund(id, 300, key);
      expect(first.statusCode).toBe(201);
      expect(first.json<Order>().refund).toEqual({ status: 'due', amount: usd(0) });
      const again = await refund(id, 300, key);
      expect([again.statusCode, again.body]).toEqual([201, first.body]);
      expect(again.headers[headers.idempotentReplayed.toLowerCase()]).toBe('true');
      expect(await shown(id)).toEqual({ status: 'succeeded', amount: usd(300) });
      await alice.cancel(id);
      expect(await shown(id)).toEqual({ status: 'succeeded', amount: usd(1_000) });
      expect(await balance(id)).toEqual({ charged: [1_000], refunded: [300, 700] });
    });

    it('never gives more back than was paid, however many are asked for at once', async () => {
      const { id } = await paid();
      const answers = await Promise.all(Array.from({ length: 8 }, () => refund(id, 400)));
      const codes = answers.map(({ statusCode }) => statusCode).toSorted();
      expect(codes).toEqual([201, 201, 409, 409, 409, 409, 409, 409]);
      const refused = answers.find(({ statusCode }) => statusCode === 409);
      expect(refused).toBeProblem(409, 'ORD-009');
      expect(refused?.json()).toMatchObject({
        error: { details: { requested: usd(400), paid: usd(1_000), refundable: usd(200) } },
      });
      expect(await balance(id)).toEqual({ charged: [1_000], refunded: [400, 400] });
    });

    it('refunds an order that is shipped', async () => {
      const { id } = await paid();
      await admin.ship(id);
      expect((await refund(id, 1_000)).json<Order>().status).toBe('shipped');
      expect(await shown(id)).toEqual({ status: 'succeeded', amount: usd(1_000) });
    });

    it('is only for administrators', async () => {
      const { id } = await paid();
      const body = { amount: usd(1) };
      expect((await alice.send('refund-order', { path: { orderId: id }, body })).statusCode).toBe(403);
      expect(await shown(id)).toBeUndefined();
    });

    describe('when the gateway cannot pay the money out', () => {
      const payments = async (...args: string[]) => {
        const { code, stdout, stderr } = await runInThread('operator/payments.ts', [
          ...args,
          '--url',
          service().url,
        ]);
        return { code, stdout, stderr };
      };

      it('shows the refund as failed until the operator settles it by command', async () => {
        const { id } = await paid(methods.refundFails);
        await refund(id, 1_000);
        expect(await shown(id)).toEqual({ status: 'failed', amount: usd(0) });
        expect((await payments('list-stuck')).stdout).toContain(`${id}  refund 1`);
        const rehearsed = await payments('settle', id, '--as', 'refunded', '--dry-run');
        expect(rehearsed).toMatchObject({ code: 0, stdout: expect.stringContaining('would be settled') });
        expect(await shown(id)).toMatchObject({ status: 'failed' });
        expect(await payments('settle', id, '--as', 'refunded')).toMatchObject({ code: 0, stderr: '' });
        expect(await shown(id)).toEqual({ status: 'succeeded', amount: usd(1_000) });
        expect(await payments('settle', id, '--as', 'refunded')).toMatchObject({ code: 1 });
        expect((await payments('show', id)).stdout).toContain('by other means');
      });
    });
  });
};
