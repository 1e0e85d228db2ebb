import type { StockAllocation } from './stock.ts';
import { IllegalTransitionError, nextState, type TransitionTable } from './transitions.ts';

export const reservationStates = ['HELD', 'COMMITTED', 'RELEASED', 'EXPIRED'] as const;
export type ReservationState = (typeof reservationStates)[number];

export type ReservationCommand = 'release' | 'expire';

/**
 * The stock that an order has taken. RELEASED and EXPIRED are final, so its units go back at most once. COMMITTED was
 * written with the payment up to November 2026; now a reservation stays HELD, and its order says that it is paid.
 */
export interface Reservation {
  readonly orderId: string;
  readonly state: ReservationState;
  readonly allocations: readonly StockAllocation[];
  /** RFC 3339, UTC. */
  readonly updatedAt: string;
}

export const reservationTransitions = {
  HELD: { release: 'RELEASED', expire: 'EXPIRED' },
  COMMITTED: { release: 'RELEASED' },
  RELEASED: {},
  EXPIRED: {},
} as const satisfies TransitionTable<ReservationState, ReservationCommand>;

/** The reservation of a new order. @param now RFC 3339, UTC. */
export const holdStock = (
  orderId: string,
  allocations: readonly StockAllocation[],
  now: string,
): Reservation => ({ orderId, state: 'HELD', allocations, updatedAt: now });

/**
 * The reservation after `command`. @param now RFC 3339, UTC.
 * @throws {IllegalTransitionError} when `reservationTransitions` does not allow it.
 */
export const transitionReservation = (
  reservation: Reservation,
  command: ReservationCommand,
  now: string,
): Reservation => {
  const { orderId, state } = reservation;
  const next = nextState<ReservationState, ReservationCommand>(reservationTransitions, state, command);
  if (!next) throw new IllegalTransitionError(`reservation of ${orderId}`, state, command);
  return { ...reservation, state: next, updatedAt: now };
};
