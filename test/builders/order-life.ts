import type { Order } from '../../lib/domain/order.ts';
import { type EventFact, eventsOf, type OrderEventBatch } from '../../lib/domain/order-event.ts';
import {
  orderCancelled,
  orderConfirmed,
  orderCreated,
  orderDelivered,
  orderExpired,
  orderShipped,
  paymentDeclined,
  refundFailed,
  refundSucceeded,
} from '../../lib/domain/order-fact.ts';
import { claimRefund, moveRefund, refundableOf } from '../../lib/domain/order-refunds.ts';
import {
  announceOrder,
  beginPayment,
  confirmPayment,
  expireOrder,
  failPayment,
  transitionOrder,
} from '../../lib/domain/order-transition.ts';
import type { RefundState } from '../../lib/domain/refund.ts';
import { aPaymentAttempt } from './a-payment-attempt.ts';
import { aCause } from './a-placement.ts';
import { aRefund } from './a-refund.ts';
import { anOrder } from './an-order.ts';

export const lifeSteps = [
  'decline',
  'confirm',
  'ship',
  'deliver',
  'cancel',
  'expire',
  'refund',
  'lose-refund',
] as const;
export type LifeStep = (typeof lifeSteps)[number];

type Step = (
  order: Order,
  now: string,
) => readonly [next: Order | undefined, fact: (next: Order) => EventFact];

const paying = (order: Order, now: string) => beginPayment(order, now);

const claimed = (order: Order, now: string, amount: number) => {
  const facts = { amount: { ...order.total, amount }, leaseOwner: 'life', leaseUntil: now, now };
  return amount > 0 ? claimRefund(order, aPaymentAttempt({ intentId: 'pi_1' }), facts).order : order;
};

/** All refunds of an order in one state go to another. */
const moved = (order: Order, now: string, from: RefundState, to: RefundState) => {
  const amount = order.refunds?.[from]?.amount ?? 0;
  return amount > 0
    ? moveRefund(announceOrder(order, now), { ...order.total, amount }, { from, to })
    : undefined;
};

const steps: Record<LifeStep, Step> = {
  decline: (order, now) => {
    const begun = paying(order, now);
    const attempt = begun?.payment?.attempt ?? 0;
    return [
      begun && failPayment(begun, now),
      (next) => paymentDeclined(next, { reason: 'insufficient_funds', attempt }),
    ];
  },
  confirm: (order, now) => {
    const begun = paying(order, now);
    return [begun && confirmPayment(begun, now), orderConfirmed];
  },
  ship: (order, now) => [transitionOrder(order, 'ship', now), orderShipped],
  deliver: (order, now) => [transitionOrder(order, 'deliver', now), orderDelivered],
  cancel: (order, now) => {
    const cancelled = transitionOrder(order, 'cancel', now);
    const { amount } = refundableOf(order);
    return [
      cancelled && claimed(cancelled, now, amount),
      (next) => orderCancelled(next, { refundDue: amount > 0, previousStatus: order.status }),
    ];
  },
  expire: (order) => [expireOrder(order, order.expiresAt), orderExpired],
  // What is due, or a third of what is left.
  refund: (order, now) => {
    const due = order.refunds?.due?.amount
      ? order
      : claimed(order, now, Math.ceil(refundableOf(order).amount / 3));
    return [moved(due, now, 'due', 'succeeded'), (next) => refundSucceeded(next, aRefund())];
  },
  'lose-refund': (order, now) => [
    moved(order, now, 'succeeded', 'failed'),
    (next) => refundFailed(next, aRefund(), 'lost_or_stolen_card'),
  ],
};

/** A minute later with each version. */
const afterMinutes = ({ createdAt }: Order, minutes: number) =>
  new Date(Date.parse(createdAt) + minutes * 60_000).toISOString();

/** An order that has gone through some steps, and its reports. Steps that are not allowed are omitted. */
export const orderLife = (facts: Partial<Order>, taken: readonly LifeStep[]) => {
  let order = anOrder(facts);
  const batches: OrderEventBatch[] = [eventsOf(order, [orderCreated(order)], aCause)];
  for (const step of taken) {
    const [next, fact] = steps[step](order, afterMinutes(order, order.version));
    if (next) {
      order = next;
      batches.push(eventsOf(next, [fact(next)], aCause));
    }
  }
  return { order, batches, events: batches.flatMap(({ events }) => events) };
};
