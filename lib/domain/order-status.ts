import { nextState, type TransitionTable } from './transitions.ts';

export const orderStatuses = [
  'pending',
  'confirmed',
  'shipped',
  'delivered',
  'cancelled',
  'expired',
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

export const orderCommands = ['confirm', 'ship', 'deliver', 'cancel', 'expire'] as const;
export type OrderCommand = (typeof orderCommands)[number];

/** The lifecycle of an order. */
export const orderTransitions = {
  pending: { confirm: 'confirmed', cancel: 'cancelled', expire: 'expired' },
  confirmed: { ship: 'shipped', cancel: 'cancelled' },
  shipped: { deliver: 'delivered' },
  delivered: {},
  cancelled: {},
  expired: {},
} as const satisfies TransitionTable<OrderStatus, OrderCommand>;

/** Whether the lifecycle has no transition out of a status. */
export const isFinalStatus = (status: OrderStatus): boolean =>
  Object.keys(orderTransitions[status]).length === 0;

/** The status that a command aims at, from wherever it is given. */
export const targetStatus = {
  confirm: 'confirmed',
  ship: 'shipped',
  deliver: 'delivered',
  cancel: 'cancelled',
  expire: 'expired',
} as const satisfies Record<OrderCommand, OrderStatus>;

/**
 * Whether the order has the status that `command` leads to. Commands without an idempotency key, or with a new one, are
 * repeated after a lost answer; in this status the repetition has nothing left to do.
 */
export const isAlreadyDone = (status: OrderStatus, command: OrderCommand): boolean =>
  status === targetStatus[command];

/** The status after `command`, or `undefined` when the lifecycle does not allow it from `status`. */
export const nextStatus = (status: OrderStatus, command: OrderCommand): OrderStatus | undefined =>
  nextState<OrderStatus, OrderCommand>(orderTransitions, status, command);
