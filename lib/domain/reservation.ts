import type { StockAllocation } from './stock.ts';

export const reservationStates = ['HELD', 'COMMITTED', 'RELEASED', 'EXPIRED'] as const;
export type ReservationState = (typeof reservationStates)[number];

/** The stock that an order has taken. RELEASED and EXPIRED are final, so its units go back at most once. */
export interface Reservation {
  readonly orderId: string;
  readonly state: ReservationState;
  readonly allocations: readonly StockAllocation[];
  /** RFC 3339, UTC. */
  readonly updatedAt: string;
}

/** Which states may follow which. */
export const reservationTransitions = {
  HELD: ['COMMITTED', 'RELEASED', 'EXPIRED'],
  COMMITTED: ['RELEASED'],
  RELEASED: [],
  EXPIRED: [],
} as const satisfies Record<ReservationState, readonly ReservationState[]>;
