import type { Order } from './order.ts';
import { nextStatus, type OrderCommand, type OrderStatus } from './order-status.ts';

/** The order with a change that no event reports. @param now RFC 3339, UTC. */
export const changeOrder = (order: Order, now: string): Order => ({
  ...order,
  revision: order.revision + 1,
  updatedAt: now,
});

/** The order with a change that an event reports. @param now RFC 3339, UTC. */
export const announceOrder = (order: Order, now: string): Order => ({
  ...changeOrder(order, now),
  version: order.version + 1,
});

/** The order after `command`, or `undefined` when the lifecycle does not allow it. */
export const transitionOrder = (order: Order, command: OrderCommand, now: string): Order | undefined => {
  const status = nextStatus(order.status, command);
  return status && { ...announceOrder(order, now), status };
};

/** Whether money may have been charged: the outcome of the last payment attempt is unknown. */
const isPaymentUnknown = ({ payment }: Order): boolean => payment?.state === 'unknown';

/**
 * The order with a new payment attempt, or `undefined` when it cannot be paid now: it is not pending, its payment
 * window has ended, or the outcome of the last attempt is unknown.
 */
export const beginPayment = (order: Order, now: string): Order | undefined =>
  order.status === 'pending' && !isPaymentUnknown(order) && now < order.expiresAt
    ? {
        ...changeOrder(order, now),
        payment: { attempt: (order.payment?.attempt ?? 0) + 1, state: 'unknown' },
      }
    : undefined;

/** The status of an order as a payment finds it: a pending order whose payment window has ended is expired. */
export const payableStatus = ({ status, expiresAt }: Order, now: string): OrderStatus =>
  status === 'pending' && now >= expiresAt ? 'expired' : status;

const settlePayment = (order: Order, state: 'paid' | 'failed'): Order =>
  order.payment ? { ...order, payment: { attempt: order.payment.attempt, state } } : order;

/** The order while its customer has to act before its payment is decided. */
export const awaitCustomer = (order: Order, now: string): Order =>
  order.payment ? { ...changeOrder(order, now), payment: { ...order.payment, awaitsCustomer: true } } : order;

/** Whether the payment of an order is decided only after its customer has acted. */
export const awaitsCustomer = ({ status, payment }: Order): boolean =>
  status === 'pending' && payment?.state === 'unknown' && payment.awaitsCustomer === true;

/** The order after a declined payment; it can be paid again within its payment window. */
export const failPayment = (order: Order, now: string): Order =>
  settlePayment(announceOrder(order, now), 'failed');

/** The order after a payment attempt that charged nothing; no event reports it. */
export const abandonPayment = (order: Order, now: string): Order =>
  settlePayment(changeOrder(order, now), 'failed');

/** The order after a successful payment, or `undefined` when the order is no longer pending. */
export const confirmPayment = (order: Order, now: string): Order | undefined => {
  const confirmed = transitionOrder(order, 'confirm', now);
  return confirmed && settlePayment(confirmed, 'paid');
};

/** The order after a payment that came too late to confirm it. */
export const recordLatePayment = (order: Order, now: string): Order =>
  settlePayment(changeOrder(order, now), 'paid');

/** Whether an order in its current state expires at the end of its payment window. */
export const mayExpire = (order: Order): boolean => order.status === 'pending' && !isPaymentUnknown(order);

/** The expired order, or `undefined` when it is not pending, its window is open, or its payment outcome is unknown. */
export const expireOrder = (order: Order, now: string): Order | undefined =>
  now >= order.expiresAt && mayExpire(order) ? transitionOrder(order, 'expire', now) : undefined;
