import { beforeEach, describe, expect, it } from 'vitest';
import type { Decision } from '../../../../lib/app/payment/decide-by-hand.ts';
import { dependencyUnavailable } from '../../../../lib/contract/errors/factories.ts';
import { testPaymentMethods as methods } from '../../../../lib/contract/test-payment-methods.ts';
import { ConflictError } from '../../../../lib/platform/resilience/retry-on-conflict.ts';
import { calmly } from '../../../harness/shop/calmly.ts';
import { withOrder, withPaidOrder } from '../../../harness/shop/crash.ts';
import { times } from '../../../harness/shop/environment.ts';
import { noticingDisputes } from '../../../harness/shop/notice-dispute.ts';
import type { Shop } from '../../../harness/shop/shop.ts';

const handled: Decision = { does: 'settle', as: 'dispute-handled' };

describe('parkDisputed', () => {
  let shop: Shop;
  let id: string;
  beforeEach(async () => {
    ({ shop, stage: id } = await withPaidOrder());
  });

  const attempt = () => shop.orders.findAttempt(id, 1, calmly);
  const stored = async () => ({ order: await shop.orderOf(id), events: await shop.eventsOf(id) });
  const handle = () => shop.healthy.decide({ orderId: id, attempt: 1 }, handled);

  it('leaves the attempt to an operator, and the order and its events as they are', async () => {
    const before = await stored();
    shop.gateway.dispute('pi_1');
    await noticingDisputes(shop)(id);
    expect(await attempt()).toMatchObject({
      state: 'succeeded',
      disputes: [{ id: 'dp_pi_1', status: 'needs_response' }],
      attention: { reason: 'disputed', since: new Date(shop.clock()).toISOString() },
    });
    expect(await stored()).toEqual(before);
    expect(shop.told.stuck).toEqual([{ orderId: id, attempt: 1 }]);
  });

  it('writes nothing without a dispute at the gateway', async () => {
    const before = await attempt();
    await noticingDisputes(shop)(id);
    expect(await attempt()).toEqual(before);
  });

  it('leaves an order alone whose payment is another one', async () => {
    const before = await attempt();
    const listDisputes = async () => [{ id: 'dp_1', status: 'lost' }];
    await noticingDisputes(shop, { gateway: { listDisputes } })(id, 'pi_other');
    expect(await attempt()).toEqual(before);
  });

  it('asks an operator once for repeated and concurrent messages', async () => {
    shop.gateway.dispute('pi_1');
    const notice = noticingDisputes(shop);
    await Promise.all([notice(id), notice(id), notice(id)]);
    const first = await attempt();
    shop.advance(60_000);
    await notice(id);
    expect(await attempt()).toEqual(first);
    expect(shop.told.stuck).toHaveLength(1);
  });

  it('records the newest status when a faster message has noticed it meanwhile', async () => {
    shop.gateway.dispute('pi_1');
    let isFirst = true;
    const commit: typeof shop.orders.commit = async (...call) => {
      if (isFirst) {
        isFirst = false;
        shop.gateway.dispute('pi_1', 'lost');
        await noticingDisputes(shop)(id);
      }
      return shop.orders.commit(...call);
    };
    await noticingDisputes(shop, { store: { ...shop.orders, commit } })(id);
    expect(await attempt()).toMatchObject({ disputes: [{ status: 'lost' }] });
    expect(shop.told.stuck).toHaveLength(1);
  });

  it('is left alone by the reconciler', async () => {
    shop.gateway.dispute('pi_1');
    await noticingDisputes(shop)(id);
    const parked = await attempt();
    shop.advance(times.leaseMs);
    await shop.healthy.reconcile();
    await shop.healthy.wakeAll(id);
    expect(await attempt()).toEqual(parked);
  });

  describe('when an operator has settled it as dispute-handled', () => {
    beforeEach(async () => {
      shop.gateway.dispute('pi_1');
      await noticingDisputes(shop)(id);
    });

    it('leaves payment and order as they are', async () => {
      const before = await stored();
      await handle();
      expect(await attempt()).toMatchObject({ state: 'succeeded' });
      expect(await attempt()).not.toHaveProperty('attention');
      expect(await stored()).toEqual(before);
    });

    it('records the outcome of the dispute, and asks no operator again', async () => {
      await handle();
      shop.gateway.dispute('pi_1', 'lost');
      await noticingDisputes(shop)(id);
      expect(await attempt()).toMatchObject({ disputes: [{ status: 'lost' }] });
      expect(await attempt()).not.toHaveProperty('attention');
      expect(shop.told.stuck).toHaveLength(1);
    });

    it('asks about another dispute', async () => {
      await handle();
      shop.gateway.dispute('pi_1', 'won');
      const disputes = [{ id: 'dp_2', status: 'needs_response' }, ...(await listed())];
      await noticingDisputes(shop, { gateway: { listDisputes: async () => disputes } })(id);
      expect(await attempt()).toMatchObject({ attention: { reason: 'disputed' }, disputes });
    });

    it('does not park it again for a message that read it before the decision', async () => {
      const before = await shop.orders.listAttempts(id, calmly);
      await handle();
      shop.gateway.dispute('pi_1', 'under_review');
      const reads = [before];
      const listAttempts: typeof shop.orders.listAttempts = async (...call) =>
        reads.shift() ?? shop.orders.listAttempts(...call);
      await noticingDisputes(shop, { store: { ...shop.orders, listAttempts } })(id);
      expect(reads).toEqual([]);
      expect(await attempt()).toMatchObject({ disputes: [{ status: 'under_review' }] });
      expect(await attempt()).not.toHaveProperty('attention');
    });
  });

  const listed = () => shop.gateway.listDisputes('pi_1', calmly);

  it.each<Decision>([
    { does: 'retry' },
    { does: 'settle', as: 'paid' },
    { does: 'settle', as: 'not-charged' },
  ])('takes no other decision: %j', async (decision) => {
    shop.gateway.dispute('pi_1');
    await noticingDisputes(shop)(id);
    const deciding = shop.healthy.decide({ orderId: id, attempt: 1 }, decision);
    await expect(deciding).rejects.toThrow('the payment is disputed; settle it as dispute-handled');
  });

  it('fails while another request settles the attempt, so that the message is sent again', async () => {
    ({ shop, stage: id } = await withOrder());
    await shop.healthy.pay(id, 'pay', methods.timeoutAfterCharge);
    shop.gateway.dispute('pi_1');
    const retryOnConflict: Parameters<typeof noticingDisputes>[1] = {
      retryOnConflict: (_, write, options) => write(options),
    };
    await expect(noticingDisputes(shop, retryOnConflict)(id)).rejects.toThrow(ConflictError);
    shop.advance(times.leaseMs);
    await shop.healthy.wakeAll(id);
    await noticingDisputes(shop)(id);
    expect(await attempt()).toMatchObject({ state: 'succeeded', attention: { reason: 'disputed' } });
    expect(await shop.orderOf(id)).toMatchObject({ status: 'confirmed' });
  });

  it('fails when the gateway does, and stores nothing', async () => {
    const before = await attempt();
    const listDisputes = () => Promise.reject(dependencyUnavailable('payment-gateway', 1));
    await expect(noticingDisputes(shop, { gateway: { listDisputes } })(id)).rejects.toMatchObject({
      code: 'SYS-002',
    });
    expect(await attempt()).toEqual(before);
  });
});
