import type { Order } from './order.ts';
import { nextStatus, type OrderCommand } from './order-status.ts';

const changed = (order: Order, now: string): Order => ({
  ...order,
  revision: order.revision + 1,
  updatedAt: now,
});

const announced = (order: Order, now: string): Order => ({
  ...changed(order, now),
  version: order.version + 1,
});

/** The order after `command`, or `undefined` when the lifecycle does not allow it. */
export const transitionOrder = (order: Order, command: OrderCommand, now: string): Order | undefined => {
  const status = nextStatus(order.status, command);
  return status && { ...announced(order, now), status };
};

/** Whether money may have been taken: the last try to pay has begun, and its outcome is not known. */
const isPaymentUnknown = ({ payment }: Order): boolean => payment?.state === 'unknown';

/**
 * The order with another try to pay begun, or `undefined` when it cannot be paid now: it is not pending, its
 * time is up, or the outcome of the last try is unknown.
 */
export const beginPayment = (order: Order, now: string): Order | undefined =>
  order.status === 'pending' && !isPaymentUnknown(order) && now < order.expiresAt
    ? { ...changed(order, now), payment: { attempt: (order.payment?.attempt ?? 0) + 1, state: 'unknown' } }
    : undefined;

const settlePayment = (order: Order, state: 'paid' | 'failed'): Order =>
  order.payment ? { ...order, payment: { ...order.payment, state } } : order;

/** The order after its payment was declined; it can be paid again while its time lasts. */
export const failPayment = (order: Order, now: string): Order =>
  settlePayment(announced(order, now), 'failed');

/** The order after its try to pay never got as far as the money: nothing that consumers need to know. */
export const abandonPayment = (order: Order, now: string): Order =>
  settlePayment(changed(order, now), 'failed');

/** The order after its try to pay took the money, or `undefined` when it is no longer to be paid. */
export const confirmPayment = (order: Order, now: string): Order | undefined => {
  const confirmed = transitionOrder(order, 'confirm', now);
  return confirmed && settlePayment(confirmed, 'paid');
};

/** Whether an order expires when its time is up, as it is now. */
export const mayExpire = (order: Order): boolean => order.status === 'pending' && !isPaymentUnknown(order);

/** The expired order, or `undefined` when it is paid, ended, still has time, or money may have been taken for it. */
export const expireOrder = (order: Order, now: string): Order | undefined =>
  now >= order.expiresAt && mayExpire(order) ? transitionOrder(order, 'expire', now) : undefined;
