import { initialStock, type Shop } from '../shop.ts';
import { toRoute } from '../shop-client.ts';

export const cancelAndRefund = async (shop: Shop): Promise<void> => {
  const { guide, customer, newKey, pay, checkLedger, lookAt } = shop;
  const order = await shop.order('The customer places another order', 1);
  await pay('The customer pays the order', order, { status: 200, body: { status: 'confirmed' } });
  await guide.step('The customer cancels the order', {
    request: toRoute('cancel-order', {
      path: { orderId: order.id },
      token: customer,
      idempotencyKey: newKey(),
    }),
    expected: { status: 200, body: { status: 'cancelled' } },
  });
  await checkLedger('The gateway has refunded the charge', order, ['charge', 'refund']);
  await guide.step('The order is cancelled', lookAt(order, { status: 200, body: { status: 'cancelled' } }));
};

export const expire = async (shop: Shop): Promise<void> => {
  const { guide, admin, offer, pay, lookAt, checkStock } = shop;
  await guide.step('An admin puts a product on sale', {
    request: offer(admin),
    expected: { status: 200 },
  });
  await checkStock('All units are available', initialStock);
  const order = await shop.order('A customer places an order and does not pay it', 4);
  await checkStock('The order reserves 4 units', initialStock - 4);
  await guide.step('The order expires after the payment window', {
    ...lookAt(order, { status: 200, body: { status: 'expired' } }),
    until: { meanwhile: async () => {}, timeoutMs: 30_000 },
  });
  await checkStock('All units are available again', initialStock);
  await pay('An expired order cannot be paid', order, {
    status: 409,
    body: { error: { code: 'ORD-003', details: { from: 'expired', to: 'confirmed' } } },
  });
};
