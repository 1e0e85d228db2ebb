import { beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../lib/contract/routes.ts';
import { testPaymentMethods as methods } from '../../lib/contract/test-payment-methods.ts';
import { localWebhookSecret } from '../../tools/local-cloud/order-service-deployment.ts';
import { aSignedWebhook, type WebhookFacts } from '../harness/payments/signed-webhook.ts';
import '../harness/problem.ts';
import type { CurrentService } from '../harness/service/running-service.ts';
import { type Shopper, shopper, stock } from '../harness/service/shopper.ts';

export const webhooks = (service: CurrentService): void => {
  describe('webhooks', () => {
    let wendy: Shopper;
    beforeAll(async () => {
      wendy = await shopper(service(), 'wendy');
      await stock(service(), 'HOOK-001', 1_000);
    });

    const { path, method } = routes['stripe-webhook'];
    const send = (facts: WebhookFacts, contentType = 'application/json') => {
      const { body, signature } = aSignedWebhook({ secret: localWebhookSecret, ...facts });
      const sent = { 'content-type': contentType, 'stripe-signature': signature };
      return service().request(path, { method, headers: sent, body });
    };
    const statusOf = async (orderId: string) => (await wendy.look(orderId)).status;

    it('settle a payment whose answer was lost, while no job runs', async () => {
      const { id } = await wendy.placed('HOOK-001');
      const answer = await wendy.pay(id, `${methods.processing}_webhook`);
      expect(answer.json()).toMatchObject({ status: 'pending', payment: { status: 'unknown' } });
      await expect.poll(() => statusOf(id), { timeout: 20_000 }).toBe('confirmed');
      const processed = async () => {
        const logs = await service().request('/local/logs?function=stripe-webhook&limit=1000');
        return logs.json<{ items: { orderId?: string; outcome?: string }[] }>().items;
      };
      await expect
        .poll(processed, { timeout: 20_000 })
        .toContainEqual(expect.objectContaining({ orderId: id, outcome: 'settled' }));
    });

    it('confirm an order whose customer authenticates the payment, and no log has its secret', async () => {
      const { id } = await wendy.placed('HOOK-001');
      const answer = await wendy.pay(id, methods.authenticationRequired);
      const { payment } = answer.json<{ payment: { status: string; clientSecret: string } }>();
      expect([answer.statusCode, payment.status]).toEqual([202, 'requires_action']);
      expect((await wendy.look(id)).payment).toEqual({ status: 'requires_action' });
      const [intentId] = payment.clientSecret.split('_secret_');
      const body = JSON.stringify({ outcome: 'succeeded' });
      await service().request(`/local/payments/${intentId}/authentication`, { method: 'POST', body });
      await expect.poll(() => statusOf(id), { timeout: 20_000 }).toBe('confirmed');
      const logs = await service().request('/local/logs?limit=1000');
      expect(logs.body).toContain(id);
      expect(logs.body).not.toContain(payment.clientSecret);
    });

    it('leave a disputed payment to an operator, once, and its order as it is', async () => {
      const { id } = await wendy.placed('HOOK-001');
      await wendy.pay(id, methods.succeeds);
      const before = await wendy.look(id);
      const { items: movements } = (await service().request('/local/payments')).json<{
        items: { orderId: string; intentId: string }[];
      }>();
      const intentId = movements.find(({ orderId }) => orderId === id)?.intentId ?? '';
      await service().request(`/local/payments/${intentId}/dispute`, { method: 'POST' });
      const parked = async () => {
        const logs = await service().request('/local/logs?function=stripe-webhook&limit=1000');
        return logs
          .json<{ items: { orderId?: string; reason?: string }[] }>()
          .items.filter(({ orderId, reason }) => orderId === id && reason === 'disputed').length;
      };
      await expect.poll(parked, { timeout: 20_000 }).toBe(1);
      const again = { object: 'dispute', id: 'dp_again', payment_intent: intentId };
      const answer = await send({ type: 'charge.dispute.updated', object: again });
      expect([answer.statusCode, await parked()]).toEqual([200, 1]);
      expect(await wendy.look(id)).toEqual(before);
    });

    it.each(['application/json', 'application/octet-stream'])('are read as %s', async (contentType) => {
      const answer = await send({ type: 'payment_intent.succeeded' }, contentType);
      expect([answer.statusCode, answer.json()]).toEqual([200, { received: true }]);
    });

    it('of an unknown type are accepted', async () => {
      expect(await send({ type: 'invoice.paid' })).toMatchObject({ statusCode: 200 });
    });

    it.each<[string, WebhookFacts]>([
      ['signed with another secret', { secret: 'whsec_other' }],
      ['signed six minutes ago', { at: Date.now() - 360_000 }],
    ])('%s are VAL-003', async (_, facts) => {
      expect(await send(facts)).toBeProblem(400, 'VAL-003');
    });

    it('about an unpaid order do not confirm it with any content', async () => {
      const { id, total } = await wendy.placed('HOOK-001');
      await wendy.pay(id, methods.declined);
      const claim = { id: 'pi_1', object: 'payment_intent', status: 'succeeded', ...total };
      const answer = await send({ object: { ...claim, metadata: { orderId: id } } });
      expect([answer.statusCode, await statusOf(id)]).toEqual([200, 'pending']);
    });
  });
};
