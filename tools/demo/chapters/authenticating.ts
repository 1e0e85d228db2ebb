import { paidOrderSchema } from '../../../lib/contract/schemas/order-schemas.ts';
import { testPaymentMethods } from '../../../lib/contract/test-payment-methods.ts';
import type { Shop } from '../shop.ts';

/** Longer than a webhook and the reconciler need. */
const settledWithinMs = 30_000;

/** The payment that a secret belongs to: the secret begins with its id. */
const intentOf = (body: unknown): string =>
  paidOrderSchema.parse(body).payment?.clientSecret?.split('_secret_')[0] ?? '';

export const authenticate = async (shop: Shop): Promise<void> => {
  const { guide, send, pay, lookAt, checkLedger } = shop;
  const order = await shop.order('The customer places an order', 1);
  const { body } = await pay(
    'The bank asks the customer to authenticate the payment; the response has the secret for that',
    order,
    { status: 202, body: { status: 'pending', payment: { status: 'requires_action' } } },
    testPaymentMethods.authenticationRequired,
  );
  await guide.step(
    'The order shows that the customer has to act',
    lookAt(order, { status: 200, body: { payment: { status: 'requires_action' } } }),
  );
  await guide.step('The customer authenticates the payment', {
    request: {
      method: 'POST',
      target: `/local/payments/${intentOf(body)}/authentication`,
      body: { outcome: 'succeeded' },
    },
    expected: { status: 200, body: { status: 'succeeded' } },
  });
  await guide.step('A webhook of the gateway, or the reconciler, confirms the order', {
    ...lookAt(order, { status: 200, body: { status: 'confirmed', payment: { status: 'paid' } } }),
    until: {
      meanwhile: () => send({ method: 'POST', target: '/local/schedules/reconcile-payments' }),
      timeoutMs: settledWithinMs,
    },
  });
  await checkLedger('The gateway has charged the card once', order, ['charge']);
};
