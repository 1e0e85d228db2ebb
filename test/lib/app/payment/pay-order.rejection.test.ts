import { describe, expect, it } from 'vitest';
import type { PaymentGateway } from '../../../../lib/app/ports/payment-gateway.ts';
import { unexpectedError } from '../../../../lib/contract/errors/factories.ts';
import { audit } from '../../../harness/shop/audit.ts';
import { calmly } from '../../../harness/shop/calmly.ts';
import { withOrder } from '../../../harness/shop/crash.ts';

describe('payOrder', () => {
  describe.each(['create', 'confirm'] as const)('when the gateway rejects our key in %s', (method) => {
    const rejecting = async () => {
      const { shop, stage: id } = await withOrder();
      const gateway: PaymentGateway = {
        ...shop.gateway,
        [method]: async () => {
          throw unexpectedError(new Error('payment-gateway rejected the request'));
        },
      };
      return { shop, id, environment: shop.environment(undefined, { gateway }) };
    };

    it('is SYS-001, and the order still waits for its payment', async () => {
      const { shop, id, environment } = await rejecting();
      await expect(environment.pay(id, 'pay')).rejects.toMatchObject({ code: 'SYS-001' });
      expect(await shop.orders.findAttempt(id, 1, calmly)).toMatchObject({ state: 'not_charged' });
      expect(await shop.orderOf(id)).toMatchObject({ status: 'pending', payment: { state: 'failed' } });
      expect(await shop.eventsOf(id)).toEqual(['order.created']);
    });

    it('can be paid with the same key once our key is right', async () => {
      const { shop, id, environment } = await rejecting();
      await environment.pay(id, 'pay').catch(() => {});
      expect(await shop.healthy.pay(id, 'pay')).toMatchObject({ statusCode: 200, replayed: false });
      expect(shop.charges()).toHaveLength(1);
      await audit(shop);
    });
  });

  it('is ORD-005 when the gateway does not register the payment, and replays it', async () => {
    const { shop, stage: id } = await withOrder();
    const gateway: PaymentGateway = {
      ...shop.gateway,
      create: async () => ({ status: 'declined', reason: 'amount_too_small' }),
    };
    const environment = shop.environment(undefined, { gateway });
    const declined = { code: 'ORD-005', details: { reason: 'amount_too_small' } };
    await expect(environment.pay(id, 'pay')).rejects.toMatchObject(declined);
    await expect(shop.healthy.pay(id, 'pay')).rejects.toMatchObject(declined);
    expect(await shop.eventsOf(id)).toEqual(['order.created', 'order.payment-failed']);
    expect(shop.charges()).toEqual([]);
    await audit(shop);
  });
});
