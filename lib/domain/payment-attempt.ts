import type { Dispute } from './dispute.ts';
import type { Money } from './money.ts';
import type { Settling } from './settling.ts';
import { IllegalTransitionError, nextState, type TransitionTable } from './transitions.ts';

/**
 * `in_flight`: the gateway was called or is about to be. `unknown`: the gateway gave no definite answer.
 * `not_charged`: no money was charged. Attempts of earlier versions held the refund themselves: `refund_due` until it was
 * requested, `refunded` after.
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

export type AttemptCommand = 'loseOutcome' | 'succeed' | 'decline' | 'abandon' | 'handOverRefund';

export const attemptTransitions = {
  in_flight: {
    loseOutcome: 'unknown',
    succeed: 'succeeded',
    decline: 'declined',
    abandon: 'not_charged',
  },
  unknown: {
    succeed: 'succeeded',
    decline: 'declined',
    abandon: 'not_charged',
  },
  succeeded: {},
  declined: {},
  not_charged: {},
  refund_due: { handOverRefund: 'succeeded' },
  refunded: {},
} as const satisfies TransitionTable<AttemptState, AttemptCommand>;

/** One attempt to pay an order. */
export interface PaymentAttempt extends Settling {
  readonly orderId: string;
  /** 1 for the first attempt. */
  readonly number: number;
  readonly state: AttemptState;
  readonly paymentMethod: string;
  readonly amount: Money;
  /** The gateway's id of the payment, once it is known. */
  readonly intentId?: string | undefined;
  /** The gateway's reason for a decline; while the attempt is open, of one whose payment is not cancelled for certain. */
  readonly declineReason?: string | undefined;
  /** State of the last listed dispute; absent: no dispute was noticed. An operator has been asked about each. */
  readonly disputes?: readonly Dispute[] | undefined;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** An attempt before the gateway is asked for the money. @param begun times are RFC 3339, UTC. */
export const beginAttempt = (
  begun: Pick<
    PaymentAttempt,
    'orderId' | 'number' | 'paymentMethod' | 'amount' | 'leaseOwner' | 'leaseUntil'
  > & { readonly now: string },
): PaymentAttempt => {
  const { now, ...attempt } = begun;
  return { ...attempt, state: 'in_flight', createdAt: now, updatedAt: now };
};

/**
 * The attempt after `command`. @param now RFC 3339, UTC.
 * @throws {IllegalTransitionError} when `attemptTransitions` does not allow it.
 */
export const transitionAttempt = (
  attempt: PaymentAttempt,
  command: AttemptCommand,
  now: string,
): PaymentAttempt => {
  const { orderId, number, state } = attempt;
  const next = nextState<AttemptState, AttemptCommand>(attemptTransitions, state, command);
  if (!next) throw new IllegalTransitionError(`payment attempt ${orderId}/${number}`, state, command);
  return { ...attempt, state: next, updatedAt: now };
};

/** Whether an attempt in a state needs the reconciler. */
export const isAttemptOpen = (state: AttemptState): boolean =>
  state === 'in_flight' || state === 'unknown' || state === 'refund_due';
