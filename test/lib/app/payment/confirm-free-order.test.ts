import { describe, expect, it } from 'vitest';
import { testPaymentMethods as methods } from '../../../../lib/contract/test-payment-methods.ts';
import { aProduct } from '../../../builders/a-product.ts';
import { audit } from '../../../harness/shop/audit.ts';
import { calmly } from '../../../harness/shop/calmly.ts';
import { type Scene, strikeEachCall } from '../../../harness/shop/crash.ts';
import { faultKinds } from '../../../harness/shop/faults.ts';
import { createShop } from '../../../harness/shop/shop.ts';

const withFreeOrder = async () => {
  const shop = await createShop(aProduct({ unitPrice: { amount: 0, currency: 'USD' } }));
  const { order } = await shop.healthy.place('place');
  return { shop, stage: order.id };
};

describe('createConfirmFreeOrder', () => {
  it.each([methods.succeeds, methods.declined, 'pm_nobody'])(
    'confirms an order that costs nothing with %s, without the gateway',
    async (paymentMethod) => {
      const { shop, stage: id } = await withFreeOrder();
      const never = async () => {
        throw new Error('the gateway is called');
      };
      const environment = shop.environment(undefined, {
        gateway: { ...shop.gateway, create: never },
        assertGatewayAvailable: never,
      });
      expect(await environment.pay(id, 'pay', paymentMethod)).toMatchObject({
        statusCode: 200,
        replayed: false,
        order: { status: 'confirmed' },
      });
      expect((await shop.orders.findReservation(id, calmly))?.state).toBe('HELD');
      expect(await shop.eventsOf(id)).toEqual(['order.created', 'order.confirmed']);
      expect(shop.told.changed.map(({ status }) => status)).toEqual(['confirmed']);
      expect(shop.gateway.ledger()).toEqual([]);
      await audit(shop);
    },
  );

  it('answers a repeated request byte for byte, also when the order has moved on', async () => {
    const { shop, stage: id } = await withFreeOrder();
    const first = await shop.healthy.pay(id, 'pay');
    await shop.healthy.ship(id);
    expect(await shop.healthy.pay(id, 'pay')).toEqual({ ...first, replayed: true });
  });

  it('refunds nothing when the order is cancelled', async () => {
    const { shop, stage: id } = await withFreeOrder();
    await shop.healthy.pay(id, 'pay');
    expect(await shop.healthy.cancel(id, 'cancel')).toMatchObject({ order: { status: 'cancelled' } });
    const events = (await shop.orders.findEvents(id, calmly)).flatMap((batch) => batch.events);
    expect(events.at(-1)).toMatchObject({ type: 'order.cancelled', data: { refundDue: false } });
    await shop.recover();
    expect(shop.gateway.ledger()).toEqual([]);
    await audit(shop);
  });

  it('is ORD-003 when the order is confirmed, cancelled or expired already', async () => {
    const { shop, stage: confirmed } = await withFreeOrder();
    await shop.healthy.pay(confirmed, 'pay');
    await expect(shop.healthy.pay(confirmed, 'pay-2')).rejects.toMatchObject({
      code: 'ORD-003',
      details: { from: 'confirmed', to: 'confirmed' },
    });
    const { order: late } = await shop.healthy.place('place-2');
    shop.advance(900_000);
    await expect(shop.healthy.pay(late.id, 'pay-3')).rejects.toMatchObject({
      code: 'ORD-003',
      details: { from: 'expired', to: 'confirmed' },
    });
    await audit(shop);
  });

  it.each(faultKinds)(
    'confirms the order once when a call %s and the request is sent again',
    async (kind) => {
      const scene: Scene<string> = {
        shop: withFreeOrder,
        act: ({ pay }, id) => pay(id, 'pay'),
        afterwards: ({ healthy }, id) => healthy.pay(id, 'pay'),
        check: async (shop, id) =>
          expect(await shop.eventsOf(id)).toEqual(['order.created', 'order.confirmed']),
      };
      expect(await strikeEachCall(scene, kind)).toBeGreaterThanOrEqual(3);
    },
  );
});
