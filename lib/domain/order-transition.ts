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
export const transition = (order: Order, command: OrderCommand, now: string): Order | undefined => {
  const status = nextStatus(order.status, command);
  return status && { ...announced(order, now), status };
};

const unsettled = ({ payment }: Order): boolean => payment?.state === 'unsettled';

/**
 * The order with another try to pay begun, or `undefined` when it cannot be paid now: it is not pending, its
 * time is up, or the last try is not settled.
 */
export const beginPayment = (order: Order, now: string): Order | undefined =>
  order.status === 'pending' && !unsettled(order) && now < order.expiresAt
    ? { ...changed(order, now), payment: { attempt: (order.payment?.attempt ?? 0) + 1, state: 'unsettled' } }
    : undefined;

const settled = (order: Order, state: 'paid' | 'failed'): Order =>
  order.payment ? { ...order, payment: { ...order.payment, state } } : order;

/** The order after its payment was declined; it can be paid again while its time lasts. */
export const failPayment = (order: Order, now: string): Order => settled(announced(order, now), 'failed');

/** The order after its try to pay never got as far as the money: nothing that consumers need to know. */
export const abandonPayment = (order: Order, now: string): Order => settled(changed(order, now), 'failed');

/** The order after its try to pay took the money, or `undefined` when it is no longer to be paid. */
export const confirmPayment = (order: Order, now: string): Order | undefined => {
  const confirmed = transition(order, 'confirm', now);
  return confirmed && settled(confirmed, 'paid');
};

/** Whether an order expires when its time is up, as it is now. */
export const mayExpire = (order: Order): boolean => order.status === 'pending' && !unsettled(order);

/** The expired order, or `undefined` when it is paid, ended, still has time, or money may have been taken for it. */
export const expireOrder = (order: Order, now: string): Order | undefined =>
  now >= order.expiresAt && mayExpire(order) ? transition(order, 'expire', now) : undefined;
