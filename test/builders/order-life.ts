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
} from '../../lib/domain/order-fact.ts';
import {
  beginPayment,
  confirmPayment,
  expireOrder,
  failPayment,
  transitionOrder,
} from '../../lib/domain/order-transition.ts';
import { aCause } from './a-placement.ts';
import { anOrder } from './an-order.ts';

export const lifeSteps = ['decline', 'confirm', 'ship', 'deliver', 'cancel', 'expire'] as const;
export type LifeStep = (typeof lifeSteps)[number];

type Step = (
  order: Order,
  now: string,
) => readonly [next: Order | undefined, fact: (next: Order) => EventFact];

const paying = (order: Order, now: string) => beginPayment(order, now);

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
  cancel: (order, now) => [
    transitionOrder(order, 'cancel', now),
    (next) => orderCancelled(next, { refundDue: order.status === 'confirmed', previousStatus: order.status }),
  ],
  expire: (order) => [expireOrder(order, order.expiresAt), orderExpired],
};

/** A minute later with each version. */
const afterMinutes = ({ createdAt }: Order, minutes: number) =>
  new Date(Date.parse(createdAt) + minutes * 60_000).toISOString();

/** An order that has gone through some steps, and what was told of it. Steps that are not allowed are left out. */
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
