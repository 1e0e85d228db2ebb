import { testPaymentMethods } from '../../../lib/contract/test-payment-methods.ts';
import type { Shop } from '../shop.ts';
import { toRoute } from '../shop-client.ts';

const step = (id: 'ship-order' | 'deliver-order', orderId: string, token: string) =>
  toRoute(id, { path: { orderId }, token });

export const payAndDeliver = async (shop: Shop): Promise<void> => {
  const { guide, customer, admin, newKey, pay, checkLedger } = shop;
  const order = await shop.order('The customer places an order', 1);
  await guide.step('An unpaid order cannot be shipped', {
    request: step('ship-order', order.id, admin),
    expected: {
      status: 409,
      body: { error: { code: 'ORD-003', details: { from: 'pending', to: 'shipped' } } },
    },
  });
  await pay(
    'The gateway declines a card; the response has the reason',
    order,
    { status: 402, body: { error: { code: 'ORD-005', details: { reason: 'insufficient_funds' } } } },
    testPaymentMethods.insufficientFunds,
  );
  await pay('A second card pays the order', order, { status: 200, body: { status: 'confirmed' } });
  await checkLedger('The gateway has charged the card once', order, ['charge']);
  await guide.step('A customer cannot ship an order', {
    request: step('ship-order', order.id, customer),
    expected: { status: 403, body: { message: 'Forbidden' } },
  });
  await guide.step('An admin ships the order', {
    request: step('ship-order', order.id, admin),
    expected: { status: 200, body: { status: 'shipped' } },
  });
  await guide.step('An admin records the delivery', {
    request: step('deliver-order', order.id, admin),
    expected: { status: 200, body: { status: 'delivered' } },
  });
  await guide.step('A delivered order cannot be cancelled', {
    request: toRoute('cancel-order', {
      path: { orderId: order.id },
      token: customer,
      idempotencyKey: newKey(),
    }),
    expected: {
      status: 409,
      body: { error: { code: 'ORD-003', details: { from: 'delivered', to: 'cancelled' } } },
    },
  });
};

/** Longer than the gateway timeout of the functions and the delay of the reconciler together. */
const settledWithinMs = 30_000;

export const unknownOutcome = async (shop: Shop): Promise<void> => {
  const { guide, send, pay, lookAt, checkLedger, newMethod } = shop;
  const order = await shop.order('The customer places another order', 1);
  await pay(
    'The gateway charges the card and does not respond: the payment outcome is unknown (takes some seconds)',
    order,
    { status: 202, body: { status: 'pending', payment: { status: 'unknown' } } },
    newMethod(testPaymentMethods.timeoutAfterCharge),
  );
  await guide.step('The reconciler queries the gateway and confirms the order', {
    ...lookAt(order, { status: 200, body: { status: 'confirmed' } }),
    until: {
      meanwhile: () => send({ method: 'POST', target: '/local/schedules/reconcile-payments' }),
      timeoutMs: settledWithinMs,
    },
  });
  await checkLedger('The gateway has charged the card once', order, ['charge']);
};
