import type { Money } from './money.ts';
import { IllegalTransitionError, nextState, type TransitionTable } from './transitions.ts';

/**
 * `in_flight`: the gateway was called or is about to be. `unknown`: the gateway gave no definite answer.
 * `not_charged`: no money was charged. `refund_due`: the money has to be refunded, because the order was cancelled.
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

export type AttemptCommand = 'loseOutcome' | 'succeed' | 'decline' | 'abandon' | 'oweRefund' | 'refund';

export const attemptTransitions = {
  in_flight: {
    loseOutcome: 'unknown',
    succeed: 'succeeded',
    decline: 'declined',
    abandon: 'not_charged',
    oweRefund: 'refund_due',
  },
  unknown: {
    succeed: 'succeeded',
    decline: 'declined',
    abandon: 'not_charged',
    oweRefund: 'refund_due',
  },
  succeeded: { oweRefund: 'refund_due' },
  declined: {},
  not_charged: {},
  refund_due: { refund: 'refunded' },
  refunded: {},
} as const satisfies TransitionTable<AttemptState, AttemptCommand>;

/** One attempt to pay an order. */
export interface PaymentAttempt {
  readonly orderId: string;
  /** 1 for the first attempt. */
  readonly number: number;
  readonly state: AttemptState;
  readonly paymentMethod: string;
  readonly amount: Money;
  /** The gateway's id of the payment, once it is known. */
  readonly intentId?: string | undefined;
  /** The gateway's reason for a decline. */
  readonly declineReason?: string | undefined;
  /** Owner of the lease; only the owner may store a result. */
  readonly leaseOwner: string;
  /** RFC 3339, UTC. When the lease ends, the reconciler may take the attempt over. */
  readonly leaseUntil: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** An attempt before the gateway is asked for the money. @param begun times are RFC 3339, UTC. */
export const beginAttempt = (
  begun: Omit<PaymentAttempt, 'state' | 'intentId' | 'declineReason' | 'createdAt' | 'updatedAt'> & {
    readonly now: string;
  },
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
export const needsReconciling = (state: AttemptState): boolean =>
  state === 'in_flight' || state === 'unknown' || state === 'refund_due';
