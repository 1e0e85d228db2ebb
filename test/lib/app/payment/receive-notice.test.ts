import { beforeEach, describe, expect, it } from 'vitest';
import { receiveNotice } from '../../../../lib/app/payment/receive-notice.ts';
import type { NoticedPayment, NoticeResult } from '../../../../lib/app/ports/payment-notice.ts';
import { dependencyUnavailable, webhookRefused } from '../../../../lib/contract/errors/factories.ts';
import { testPaymentMethods as methods } from '../../../../lib/contract/test-payment-methods.ts';
import { aCall } from '../../../builders/a-call.ts';
import { orderIdOf } from '../../../builders/order-id-of.ts';
import { times } from '../../../harness/shop/environment.ts';
import { noticingDisputes } from '../../../harness/shop/notice-dispute.ts';
import { createShop, type Shop } from '../../../harness/shop/shop.ts';

describe('receiveNotice', () => {
  let shop: Shop;
  let results: NoticeResult[];
  beforeEach(async () => {
    shop = await createShop();
    results = [];
  });

  const receive = (about?: NoticedPayment, parts: Partial<Parameters<typeof receiveNotice>[0]> = {}) => {
    const { settleMoney } = shop.healthy;
    const notice = { id: 'evt_1', type: 'any', ...(about && { about }) };
    const onResult = (result: NoticeResult) => void results.push(result);
    const run = receiveNotice({
      read: async () => notice,
      gateway: shop.gateway,
      settleMoney,
      parkDisputed: ({ orderId, intentId }) => noticingDisputes(shop)(orderId, intentId),
      onResult,
      ...parts,
    });
    const message = { body: Buffer.alloc(0), signature: '', correlationId: 'correlation-2' };
    return run(message, aCall());
  };

  /** An order whose customer was charged without an answer to us. */
  const unsettled = async () => {
    const { order } = await shop.healthy.place('place');
    await shop.healthy.pay(order.id, 'pay', methods.timeoutAfterCharge);
    const intentId = shop.gateway.ledger()[0]?.intentId ?? '';
    shop.advance(times.leaseMs);
    return { orderId: order.id, intentId, subject: 'payment' } as const;
  };
  const outcomes = () => results.map(({ outcome }) => outcome);

  it('settles the payment at once, with the event as the cause', async () => {
    const about = await unsettled();
    await receive(about);
    expect(await shop.healthy.get(about.orderId)).toMatchObject({ status: 'confirmed' });
    const last = (await shop.orders.findEvents(about.orderId, aCall())).at(-1)?.events.at(-1);
    expect(last).toMatchObject({ correlationId: 'correlation-2', causationId: 'evt_1' });
    expect(results).toMatchObject([{ outcome: 'settled', orderId: about.orderId, notice: { id: 'evt_1' } }]);
  });

  it('asks the gateway for the order when the event does not name it', async () => {
    const { intentId, orderId } = await unsettled();
    await receive({ subject: 'refund', intentId });
    expect(await shop.healthy.get(orderId)).toMatchObject({ status: 'confirmed' });
  });

  it('counts a payment that its request has settled as ours', async () => {
    const { order } = await shop.healthy.place('place');
    await shop.healthy.pay(order.id, 'pay');
    const intentId = shop.gateway.ledger()[0]?.intentId ?? '';
    await receive({ subject: 'payment', intentId, orderId: order.id });
    expect(outcomes()).toEqual(['settled']);
  });

  it('settles a payment and leaves it to an operator when the event is about a dispute of it', async () => {
    const { orderId, intentId } = await unsettled();
    shop.gateway.dispute(intentId);
    await receive({ subject: 'payment', intentId, orderId });
    expect(await shop.orders.findAttempt(orderId, 1, aCall())).not.toHaveProperty('attention');
    await receive({ subject: 'dispute', intentId });
    await receive({ subject: 'dispute', intentId });
    expect(await shop.orders.findAttempt(orderId, 1, aCall())).toMatchObject({
      state: 'succeeded',
      attention: { reason: 'disputed' },
    });
    expect(shop.told.stuck).toHaveLength(1);
    expect(await shop.healthy.get(orderId)).toMatchObject({ status: 'confirmed' });
  });

  it('changes nothing when the event comes again', async () => {
    const about = await unsettled();
    await receive(about);
    const before = await shop.healthy.get(about.orderId);
    await receive(about);
    expect(await shop.healthy.get(about.orderId)).toEqual(before);
    expect(outcomes()).toEqual(['settled', 'settled']);
  });

  it('keeps a payment unsettled that the gateway does not report as paid, for any event', async () => {
    const { order } = await shop.healthy.place('place');
    await shop.healthy.pay(order.id, 'pay', methods.processing);
    await receive({ subject: 'payment', intentId: 'pi_1', orderId: order.id });
    expect(await shop.healthy.get(order.id)).toMatchObject({ status: 'pending' });
  });

  it('leaves an order alone whose payment is another one', async () => {
    const about = await unsettled();
    await receive({ ...about, intentId: 'pi_other' });
    expect(await shop.healthy.get(about.orderId)).toMatchObject({ status: 'pending' });
    expect(outcomes()).toEqual(['unknown']);
  });

  it.each([
    ['a payment without an order', { subject: 'payment', intentId: 'pi_other' }],
    ['an order that is none of ours', { subject: 'payment', intentId: 'pi_other', orderId: orderIdOf(9) }],
  ] as const)('takes an event about %s, and does nothing', async (_, about) => {
    await receive(about);
    expect(outcomes()).toEqual(['unknown']);
  });

  it('takes an event about something else, and does nothing', async () => {
    await receive();
    expect(outcomes()).toEqual(['ignored']);
  });

  it('counts refused webhooks', async () => {
    const read = () => Promise.reject(webhookRefused('signature'));
    await expect(receive(undefined, { read })).rejects.toMatchObject({ code: 'VAL-003' });
    expect(outcomes()).toEqual(['refused']);
  });

  it('fails when the gateway does, so that the event is sent again', async () => {
    const { intentId } = await unsettled();
    const gateway = { orderOf: () => Promise.reject(dependencyUnavailable('payment-gateway', 1)) };
    await expect(receive({ subject: 'refund', intentId }, { gateway })).rejects.toMatchObject({
      code: 'SYS-002',
    });
    expect(results).toEqual([]);
  });
});
