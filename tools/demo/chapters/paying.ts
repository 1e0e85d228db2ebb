import { testPaymentMethods } from '../../../lib/contract/test-payment-methods.ts';
import type { Shop } from '../shop.ts';
import { toRoute } from '../shop-client.ts';

const step = (id: 'ship-order' | 'deliver-order', orderId: string, token: string) =>
  toRoute(id, { path: { orderId }, token });

export const payAndDeliver = async (shop: Shop): Promise<void> => {
  const { guide, customer, admin, newKey, pay, checkLedger } = shop;
  const order = await shop.order('one more order', 1);
  await guide.step('what is not paid cannot be shipped', {
    request: step('ship-order', order.id, admin),
    expected: {
      status: 409,
      body: { error: { code: 'ORD-003', details: { from: 'pending', to: 'shipped' } } },
    },
  });
  await pay(
    'a declined card is a definite answer, with its reason',
    order,
    { status: 402, body: { error: { code: 'ORD-005', details: { reason: 'insufficient_funds' } } } },
    testPaymentMethods.insufficientFunds,
  );
  await pay('another card pays the order', order, { status: 200, body: { status: 'confirmed' } });
  await checkLedger('the gateway took the money once', order, ['charge']);
  await guide.step('a customer cannot ship', {
    request: step('ship-order', order.id, customer),
    expected: { status: 403, body: { error: { code: 'AUT-002' } } },
  });
  await guide.step('an admin ships', {
    request: step('ship-order', order.id, admin),
    expected: { status: 200, body: { status: 'shipped' } },
  });
  await guide.step('and records the delivery', {
    request: step('deliver-order', order.id, admin),
    expected: { status: 200, body: { status: 'delivered' } },
  });
  await guide.step('what is delivered cannot be cancelled', {
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

/** Longer than the functions wait for the gateway, and than the reconciler waits before it asks. */
const settledWithinMs = 30_000;

export const unknownOutcome = async (shop: Shop): Promise<void> => {
  const { guide, send, pay, lookAt, checkLedger } = shop;
  const order = await shop.order('another order', 1);
  await pay(
    'the gateway charges and never responds: the outcome is unknown (takes some seconds)',
    order,
    { status: 202, body: { status: 'pending', payment: { status: 'unknown' } } },
    testPaymentMethods.timeoutAfterCharge,
  );
  await guide.step('the reconciler asks the gateway, and the order is paid', {
    ...lookAt(order, { status: 200, body: { status: 'confirmed' } }),
    until: {
      meanwhile: () => send({ method: 'POST', target: '/local/schedules/reconcile-payments' }),
      timeoutMs: settledWithinMs,
    },
  });
  await checkLedger('the gateway took the money once', order, ['charge']);
};
