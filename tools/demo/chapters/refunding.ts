import type * as z from 'zod';
import type { orderSchema } from '../../../lib/contract/schemas/order-schemas.ts';
import { testPaymentMethods } from '../../../lib/contract/test-payment-methods.ts';
import type { RunPayments } from '../operator-command.ts';
import { replayed, type Shop, unitPrice } from '../shop.ts';
import { type ShopRequest, toRoute } from '../shop-client.ts';

type Order = z.output<typeof orderSchema>;

const usd = (amount: number) => ({ amount, currency: unitPrice.currency });

/** A request that refunds a part of an order. */
const refund = (order: Order, token: string, idempotencyKey: string, amount: number): ShopRequest =>
  toRoute('refund-order', {
    path: { orderId: order.id },
    token,
    idempotencyKey,
    body: { amount: usd(amount) },
  });

export const refundInParts = async (shop: Shop): Promise<void> => {
  const { guide, admin, customer, newKey, pay, lookAt } = shop;
  const order = await shop.order('The customer places another order', 2);
  await pay('The customer pays the order', order, { status: 200, body: { status: 'confirmed' } });
  await guide.step('A customer cannot refund', {
    request: refund(order, customer, newKey(), 500),
    expected: { status: 403 },
  });
  const key = newKey();
  const first = await guide.step('An admin refunds a part; the refund is due', {
    request: refund(order, admin, key, 500),
    expected: { status: 201, body: { refund: { status: 'due', amount: usd(0) } } },
  });
  await guide.step('A repeated request with the same key refunds nothing again', {
    request: refund(order, admin, key, 500),
    expected: { status: 201, text: first.text, headers: replayed },
  });
  await guide.step('The order shows the refunded sum', {
    ...lookAt(order, { status: 200, body: { refund: { status: 'succeeded', amount: usd(500) } } }),
    until: { meanwhile: async () => {}, timeoutMs: 30_000 },
  });
  const left = 2 * unitPrice.amount - 500;
  await guide.step('No more than was paid can be refunded', {
    request: refund(order, admin, newKey(), left + 1),
    expected: {
      status: 409,
      body: { error: { code: 'ORD-009', details: { refundable: usd(left) } } },
    },
  });
};

/** A refund that fails waits for an operator, who settles it by command. */
export const stuckRefund =
  (runPayments: RunPayments) =>
  async (shop: Shop): Promise<void> => {
    const { guide, admin, newKey, newMethod, pay, lookAt } = shop;
    const order = await shop.order('The customer places another order', 1);
    const method = newMethod(testPaymentMethods.refundFails);
    const paid = { status: 200, body: { status: 'confirmed' } } as const;
    await pay('The customer pays with a card that is closed afterwards', order, paid, method);
    await guide.step('An admin refunds the order', {
      request: refund(order, admin, newKey(), unitPrice.amount),
      expected: { status: 201 },
    });
    const shows = (status: 'failed' | 'succeeded', amount: number) => ({
      ...lookAt(order, { status: 200, body: { refund: { status, amount: usd(amount) } } }),
      until: { meanwhile: async () => {}, timeoutMs: 30_000 },
    });
    await guide.step('The refund has failed, and the order says so', shows('failed', 0));
    await guide.command(
      'The operator finds the refund',
      'npm run payments -- list-stuck',
      () => runPayments(['list-stuck']),
      order.id,
    );
    await guide.command(
      'The customer is paid in another way, and the operator settles the refund',
      `npm run payments -- settle ${order.id} --as refunded`,
      () => runPayments(['settle', order.id, '--as', 'refunded']),
      'settled as refunded',
    );
    await guide.step('The order shows the refund', shows('succeeded', unitPrice.amount));
  };
