import { describe, expect, it } from 'vitest';
import type { Settlement, SettleOptions } from '../../../../lib/app/payment/settle.ts';
import { testPaymentMethods as methods } from '../../../../lib/contract/test-payment-methods.ts';
import { aPaymentAttempt } from '../../../builders/a-payment-attempt.ts';
import { anOrder } from '../../../builders/an-order.ts';
import { calmly } from '../../../harness/shop/calmly.ts';
import { withOrder } from '../../../harness/shop/crash.ts';
import type { Intercept } from '../../../harness/shop/intercepted.ts';

const cause = { correlationId: 'correlation-1', causationId: 'record-1' };

/** Settles a payment whose outcome is unknown. */
const settling = async (intercept: Intercept = (_, call) => call()) => {
  const { shop, stage: id } = await withOrder();
  await shop.healthy.pay(id, 'pay', methods.timeoutAfterCharge);
  const attempt = await shop.orders.findAttempt(id, 1, calmly);
  if (!attempt) throw new Error('no attempt');
  const { settle } = shop.environment(intercept);
  return {
    shop,
    id,
    settle: (settlement: Settlement, options: Partial<SettleOptions> = {}, as = attempt) =>
      settle(as, settlement, { ...calmly, cause, ...options }),
    attempt: () => shop.orders.findAttempt(id, 1, calmly),
  };
};

describe('createSettle', () => {
  it('records the cause in the event', async () => {
    const { shop, id, settle } = await settling();
    await settle({ result: 'succeeded' });
    const last = (await shop.orders.findEvents(id, calmly)).at(-1)?.events;
    expect(last).toMatchObject([{ type: 'order.confirmed', ...cause }]);
  });

  it.each<[Settlement, object, string]>([
    [{ result: 'succeeded' }, { status: 'confirmed', payment: { state: 'paid' } }, 'succeeded'],
    [
      { result: 'declined', reason: 'expired_card' },
      { status: 'pending', payment: { state: 'failed' } },
      'declined',
    ],
    [{ result: 'not_charged' }, { status: 'pending', payment: { state: 'failed' } }, 'not_charged'],
  ])('stores %o in order and attempt', async (settlement, order, state) => {
    const { settle, attempt } = await settling();
    expect(await settle(settlement)).toMatchObject(order);
    expect(await attempt()).toMatchObject({ state });
  });

  it('forgets the decline of a card when the customer has paid with another one', async () => {
    const { shop, id, settle, attempt } = await settling();
    const found = await attempt();
    if (!found) throw new Error('no attempt');
    await settle({ result: 'succeeded' }, {}, { ...found, declineReason: 'expired_card' });
    expect(await attempt()).toMatchObject({ state: 'succeeded' });
    expect(await attempt()).not.toHaveProperty('declineReason');
    expect((await shop.orderOf(id)).status).toBe('confirmed');
  });

  it.each<Settlement>([{ result: 'declined', reason: 'expired_card' }, { result: 'not_charged' }])(
    'shows the outcome on a cancelled order, and announces nothing: %o',
    async (settlement) => {
      const { shop, id, settle } = await settling();
      await shop.healthy.cancel(id, 'cancel');
      expect(await settle(settlement)).toMatchObject({
        status: 'cancelled',
        payment: { attempt: 1, state: 'failed' },
      });
      expect(await shop.eventsOf(id)).toEqual(['order.created', 'order.cancelled']);
    },
  );

  it('gives the money for a cancelled order back at once', async () => {
    const { shop, id, settle, attempt } = await settling();
    await shop.healthy.cancel(id, 'cancel');
    expect(await settle({ result: 'succeeded' })).toMatchObject({ status: 'cancelled' });
    expect(await attempt()).toMatchObject({ state: 'succeeded' });
    expect(await shop.orderOf(id)).toMatchObject({
      payment: { state: 'paid' },
      refunds: { succeeded: { count: 1 } },
    });
    expect(shop.refunds()).toHaveLength(1);
  });

  it('changes nothing for a worker whose attempt was taken over', async () => {
    const { shop, id, settle, attempt } = await settling();
    const stale = { ...aPaymentAttempt({ orderId: id }), leaseOwner: 'somebody else' };
    const before = [await shop.orderOf(id), await attempt()];
    expect(await settle({ result: 'succeeded' }, {}, stale)).toBeUndefined();
    expect([await shop.orderOf(id), await attempt()]).toEqual(before);
  });

  it('completes no record that belongs to another owner', async () => {
    const { shop, id, settle } = await settling();
    const record = {
      recordId: 'pay',
      fingerprint: 'other',
      state: 'completed',
      response: { statusCode: 200, headers: {}, body: '{}' },
      expiresAt: '2026-07-02T12:00:00.000Z',
    } as const;
    const complete = { owner: 'somebody else', record: () => record };
    expect(await settle({ result: 'succeeded' }, { complete })).toBeUndefined();
    expect((await shop.orderOf(id)).status).toBe('pending');
    expect((await shop.orders.findRecord('pay', calmly))?.state).toBe('running');
  });

  it('is SYS-004 when the order changes between each read and write of it', async () => {
    const { settle } = await settling(async (name, call) =>
      name === 'commit' ? ([{ kind: 'order' }] as never) : call(),
    );
    await expect(settle({ result: 'succeeded' })).rejects.toMatchObject({ code: 'SYS-004' });
  });

  it('fails when there is no such order', async () => {
    const { settle } = await settling();
    const lost = aPaymentAttempt({ orderId: anOrder().id });
    await expect(settle({ result: 'succeeded' }, {}, lost)).rejects.toThrow('not found');
  });
});
