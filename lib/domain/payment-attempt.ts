import type { Money } from './money.ts';

/**
 * `in_flight`: the gateway was or is about to be asked. `unknown`: it did not say how it ended.
 * `not_charged`: it never took the money. `refund_due`: the money has to go back, because the order was cancelled.
 */
export const attemptStates = [
  'in_flight',
  'unknown',
  'succeeded',
  'declined',
  'not_charged',
  'refund_due',
  'refunded',
] as const;
export type AttemptState = (typeof attemptStates)[number];

/** Which states may follow which; what is not listed cannot happen. */
export const attemptTransitions = {
  in_flight: ['unknown', 'succeeded', 'declined', 'not_charged', 'refund_due'],
  unknown: ['succeeded', 'declined', 'not_charged', 'refund_due'],
  succeeded: ['refund_due'],
  declined: [],
  not_charged: [],
  refund_due: ['refunded'],
  refunded: [],
} as const satisfies Record<AttemptState, readonly AttemptState[]>;

/** One try to pay an order. */
export interface PaymentAttempt {
  readonly orderId: string;
  /** 1 for the first try. */
  readonly number: number;
  readonly state: AttemptState;
  readonly paymentMethod: string;
  readonly amount: Money;
  /** The gateway's id of the payment, once it is known. */
  readonly intentId?: string | undefined;
  /** The gateway's reason for a decline. */
  readonly declineReason?: string | undefined;
  /** Who works on it: a result counts only from the owner of the lease. */
  readonly leaseOwner: string;
  /** RFC 3339, UTC. When the lease ends, the reconciler may take the attempt over. */
  readonly leaseUntil: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** States in which the reconciler has something to find out or to do. */
export const isUnsettled = (state: AttemptState): boolean =>
  state === 'in_flight' || state === 'unknown' || state === 'refund_due';
