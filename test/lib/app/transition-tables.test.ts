import { describe, expect, it } from 'vitest';
import type { PaymentGateway } from '../../../lib/app/ports/payment-gateway.ts';
import { dependencyUnavailable } from '../../../lib/contract/errors/factories.ts';
import { testPaymentMethods as methods } from '../../../lib/contract/test-payment-methods.ts';
import { orderTransitions } from '../../../lib/domain/order-status.ts';
import { attemptTransitions } from '../../../lib/domain/payment-attempt.ts';
import { refundTransitions } from '../../../lib/domain/refund.ts';
import { reservationTransitions } from '../../../lib/domain/reservation.ts';
import { audit } from '../../harness/shop/audit.ts';
import { calmly } from '../../harness/shop/calmly.ts';
import { withOrder, withPaidOrder } from '../../harness/shop/crash.ts';
import { commitStockAsBefore, oweRefundAsBefore } from '../../harness/shop/earlier-version.ts';
import { times } from '../../harness/shop/environment.ts';
import { allowedStates } from '../../harness/shop/lawful-store.ts';
import type { Shop } from '../../harness/shop/shop.ts';

const withUnknownOutcome = async (method: string) => {
  const opened = await withOrder();
  await opened.shop.healthy.pay(opened.stage, 'pay', method);
  opened.shop.advance(times.settleDelayMs);
  return opened;
};

const paidWith = async (method: string) => {
  const opened = await withOrder();
  await opened.shop.healthy.pay(opened.stage, 'pay', method);
  return opened;
};

const withGateway = ({ gateway, environment }: Shop, faults: Partial<PaymentGateway>) =>
  environment(undefined, { gateway: { ...gateway, ...faults } });

/** Stories that together take every step that an order, its stock and its payments can take. */
const stories: Record<string, () => Promise<Shop>> = {
  'is paid, shipped and delivered': async () => {
    const { shop, stage: id } = await withPaidOrder();
    await shop.healthy.ship(id);
    await shop.healthy.deliver(id);
    return shop;
  },
  'is cancelled before it is paid': async () => {
    const { shop, stage: id } = await withOrder();
    await shop.healthy.cancel(id, 'cancel');
    return shop;
  },
  'is cancelled after it was paid': async () => {
    const { shop, stage: id } = await withPaidOrder();
    await shop.healthy.cancel(id, 'cancel');
    return shop;
  },
  'is cancelled while it is being paid': async () => {
    const { shop, stage: id } = await withOrder();
    const confirm: PaymentGateway['confirm'] = async (...call) => {
      await shop.healthy.cancel(id, 'cancel');
      return shop.gateway.confirm(...call);
    };
    await expect(withGateway(shop, { confirm }).pay(id, 'pay')).rejects.toMatchObject({ code: 'ORD-003' });
    return shop;
  },
  expires: async () => {
    const { shop } = await withOrder();
    shop.advance(times.paymentWindowMs);
    await shop.healthy.expire();
    return shop;
  },
  'is declined': async () => {
    const { shop, stage: id } = await withOrder();
    const paying = shop.healthy.pay(id, 'pay', methods.declined);
    await expect(paying).rejects.toMatchObject({ code: 'ORD-005' });
    return shop;
  },
  'meets a gateway that is down': async () => {
    const { shop, stage: id } = await withOrder();
    const create = () => Promise.reject(dependencyUnavailable('payment-gateway', 1));
    await expect(withGateway(shop, { create }).pay(id, 'pay')).rejects.toMatchObject({ code: 'SYS-002' });
    return shop;
  },
  'turns out to be paid': async () => {
    const { shop } = await withUnknownOutcome(methods.timeoutAfterCharge);
    await shop.healthy.reconcile();
    return shop;
  },
  'turns out not to be paid': async () => {
    const { shop } = await withUnknownOutcome(methods.timeoutBeforeCharge);
    await shop.healthy.reconcile();
    return shop;
  },
  'turns out to be declined': async () => {
    const { shop } = await withUnknownOutcome(methods.timeoutBeforeCharge);
    const retrieve = async () => ({ status: 'declined', reason: 'expired_card' }) as const;
    await withGateway(shop, { retrieve }).reconcile();
    return shop;
  },
  'turns out to be paid after it was cancelled': async () => {
    const { shop, stage: id } = await withUnknownOutcome(methods.timeoutAfterCharge);
    await shop.healthy.cancel(id, 'cancel');
    await shop.healthy.reconcile();
    return shop;
  },
  'is refunded after a while': async () => {
    const { shop, stage: id } = await paidWith(methods.refundPending);
    await shop.healthy.refund(id, 'refund', 1);
    await shop.recover();
    return shop;
  },
  'is not refunded after a while': async () => {
    const { shop, stage: id } = await withPaidOrder();
    const facts = { refundId: 're_1', amount: { amount: 1, currency: 'USD' } } as const;
    const environment = withGateway(shop, {
      refund: async () => ({ ...facts, status: 'pending' }),
      retrieveRefund: async () => ({ ...facts, status: 'failed' }),
    });
    await environment.refund(id, 'refund', 1);
    shop.advance(times.leaseMs);
    await environment.reconcile();
    return shop;
  },
  'is refunded by the operator, who tries again first': async () => {
    const { shop, stage: orderId } = await paidWith(methods.refundFails);
    await shop.healthy.refund(orderId, 'refund', 1);
    await shop.healthy.decide({ orderId, refund: 1 }, { does: 'retry' });
    await shop.healthy.reconcile();
    await shop.healthy.decide({ orderId, refund: 1 }, { does: 'settle', as: 'refunded' });
    return shop;
  },
  'loses a refund that the bank returns': async () => {
    const { shop, stage: id } = await paidWith(methods.refundReturns);
    await shop.healthy.refund(id, 'refund', 1);
    shop.advance(times.leaseMs);
    const { intentId = '' } = (await shop.orders.findAttempt(id, 1, calmly)) ?? {};
    await shop.healthy.wake(id, intentId);
    return shop;
  },
  'is cancelled after an earlier version took its payment': async () => {
    const { shop, stage: id } = await withPaidOrder();
    await commitStockAsBefore(shop, id);
    await shop.healthy.cancel(id, 'cancel');
    return shop;
  },
  'has a refund that an earlier version owed': async () => {
    const { shop, stage: id } = await withPaidOrder();
    await oweRefundAsBefore(shop, id);
    await shop.healthy.reconcile();
    await shop.healthy.reconcile();
    return shop;
  },
};

const paidSteps = ['order: pending → confirmed', 'attempt: in_flight → succeeded'];

/** The steps that each story takes, in their order. */
const stepsOf: Record<string, readonly string[]> = {
  'is paid, shipped and delivered': [
    'order: pending → confirmed',
    'attempt: in_flight → succeeded',
    'order: confirmed → shipped',
    'order: shipped → delivered',
  ],
  'is cancelled before it is paid': ['order: pending → cancelled', 'reservation: HELD → RELEASED'],
  'is cancelled after it was paid': [
    'order: pending → confirmed',
    'attempt: in_flight → succeeded',
    'order: confirmed → cancelled',
    'reservation: HELD → RELEASED',
    'refund: due → succeeded',
  ],
  'is cancelled while it is being paid': [
    'order: pending → cancelled',
    'reservation: HELD → RELEASED',
    'attempt: in_flight → succeeded',
    'refund: due → succeeded',
  ],
  expires: ['order: pending → expired', 'reservation: HELD → EXPIRED'],
  'is declined': ['attempt: in_flight → declined'],
  'meets a gateway that is down': ['attempt: in_flight → not_charged'],
  'turns out to be paid': [
    'attempt: in_flight → unknown',
    'order: pending → confirmed',
    'attempt: unknown → succeeded',
  ],
  'turns out not to be paid': ['attempt: in_flight → unknown', 'attempt: unknown → not_charged'],
  'turns out to be declined': ['attempt: in_flight → unknown', 'attempt: unknown → declined'],
  'turns out to be paid after it was cancelled': [
    'attempt: in_flight → unknown',
    'order: pending → cancelled',
    'reservation: HELD → RELEASED',
    'attempt: unknown → succeeded',
    'refund: due → succeeded',
  ],
  'is refunded after a while': [...paidSteps, 'refund: due → requested', 'refund: requested → succeeded'],
  'is not refunded after a while': [...paidSteps, 'refund: due → requested', 'refund: requested → failed'],
  'is refunded by the operator, who tries again first': [
    ...paidSteps,
    'refund: due → failed',
    'refund: failed → due',
    'refund: failed → succeeded',
  ],
  'loses a refund that the bank returns': [
    ...paidSteps,
    'refund: due → succeeded',
    'refund: succeeded → failed',
  ],
  'is cancelled after an earlier version took its payment': [
    ...paidSteps,
    'order: confirmed → cancelled',
    'reservation: COMMITTED → RELEASED',
    'refund: due → succeeded',
  ],
  'has a refund that an earlier version owed': [
    ...paidSteps,
    'order: confirmed → cancelled',
    'attempt: refund_due → succeeded',
    'refund: due → succeeded',
  ],
};

const cellsOf = (name: string, table: Readonly<Record<string, object>>): string[] =>
  Object.entries(table).flatMap(([from, row]) => Object.values(row).map((to) => `${name}: ${from} → ${to}`));

const cells = [
  ...cellsOf('order', orderTransitions),
  ...cellsOf('reservation', reservationTransitions),
  ...cellsOf('attempt', attemptTransitions),
  ...cellsOf('refund', refundTransitions),
].sort();

describe('the transition tables', () => {
  it('have a cell for each step that the stories take, and no other', () => {
    expect(cells).toEqual([...new Set(Object.values(stepsOf).flat())].sort());
  });

  it('allow the transitions that the audit of the use cases allows', () => {
    expect(cells).toEqual(
      Object.entries(allowedStates)
        .flatMap(([name, table]) => cellsOf(name, table))
        .sort(),
    );
  });

  it.each(Object.entries(stories))('hold for an order that %s', async (name, story) => {
    const shop = await story();
    expect(shop.orders.steps()).toEqual(stepsOf[name]);
    expect(shop.told.failures).toEqual([]);
    await audit(shop);
  });
});
