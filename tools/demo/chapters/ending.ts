import { initialStock, type Shop } from '../shop.ts';
import { toRoute } from '../shop-client.ts';

export const cancelAndRefund = async (shop: Shop): Promise<void> => {
  const { guide, customer, newKey, pay, checkLedger, lookAt } = shop;
  const order = await shop.order('an order that its customer will regret', 1);
  await pay('is paid', order, { status: 200, body: { status: 'confirmed' } });
  await guide.step('and cancelled', {
    request: toRoute('cancel-order', {
      path: { orderId: order.id },
      token: customer,
      idempotencyKey: newKey(),
    }),
    expected: { status: 200, body: { status: 'cancelled' } },
  });
  await checkLedger('the money went back', order, ['charge', 'refund']);
  await guide.step('and cancelled it stays', lookAt(order, { status: 200, body: { status: 'cancelled' } }));
};

export const expire = async (shop: Shop): Promise<void> => {
  const { guide, admin, offer, pay, lookAt, checkStock } = shop;
  await guide.step('a product on sale there', {
    request: offer(admin),
    expected: { status: 200 },
  });
  await checkStock('all of it is there', initialStock);
  const order = await shop.order('an order that stays unpaid', 4);
  await checkStock('holds 4', initialStock - 4);
  await guide.step('until its time is up', {
    ...lookAt(order, { status: 200, body: { status: 'expired' } }),
    until: { meanwhile: async () => {}, timeoutMs: 30_000 },
  });
  await checkStock('then they are for sale again', initialStock);
  await pay('and it is too late to pay', order, {
    status: 409,
    body: { error: { code: 'ORD-003', details: { from: 'expired', to: 'confirmed' } } },
  });
};
