import type { Money } from './money.ts';
import type { Settling } from './settling.ts';
import { IllegalTransitionError, nextState, type TransitionTable } from './transitions.ts';

/**
 * From the least finished to the most. `due`: the gateway has not accepted it yet. `requested`: accepted, and the money
 * is on its way. `failed`: the gateway could not give the money back; an operator decides.
 */
export const refundStates = ['due', 'requested', 'failed', 'succeeded'] as const;
export type RefundState = (typeof refundStates)[number];

export type RefundCommand = 'request' | 'succeed' | 'fail' | 'retry';

/** A bank can return money of a refund that has succeeded; an operator can give money back by other means. */
export const refundTransitions = {
  due: { request: 'requested', succeed: 'succeeded', fail: 'failed' },
  requested: { succeed: 'succeeded', fail: 'failed' },
  failed: { retry: 'due', succeed: 'succeeded' },
  succeeded: { fail: 'failed' },
} as const satisfies TransitionTable<RefundState, RefundCommand>;

/** Money of a payment that goes back to the customer, all of it or a part. */
export interface Refund extends Settling {
  readonly orderId: string;
  /** 1 for the first refund of the order. */
  readonly number: number;
  readonly state: RefundState;
  /** Number of the payment attempt that took the money. */
  readonly attempt: number;
  /** The gateway's id of the payment. */
  readonly intentId: string;
  readonly amount: Money;
  /** 1 at first; one more each time that it is requested again after a failure. */
  readonly round: number;
  /** The gateway's id of the refund, once it is known; none of a refund that an operator gave by other means. */
  readonly refundId?: string | undefined;
  /** The gateway's reason for a failure. */
  readonly failureReason?: string | undefined;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/**
 * The refund after `command`. @param now RFC 3339, UTC.
 * @throws {IllegalTransitionError} when `refundTransitions` does not allow it.
 */
export const transitionRefund = (refund: Refund, command: RefundCommand, now: string): Refund => {
  const { orderId, number, state } = refund;
  const next = nextState<RefundState, RefundCommand>(refundTransitions, state, command);
  if (!next) throw new IllegalTransitionError(`refund ${orderId}/${number}`, state, command);
  return { ...refund, state: next, updatedAt: now };
};

/** A failed refund that is requested again: as a new request to the gateway. @param now RFC 3339, UTC. */
export const retryRefund = (refund: Refund, now: string): Refund => ({
  ...transitionRefund(refund, 'retry', now),
  round: refund.round + 1,
  refundId: undefined,
  failureReason: undefined,
});

/** Idempotency key of a refund at the gateway, and its reference there. */
export const refundKeyOf = ({
  orderId,
  number,
  round,
}: Pick<Refund, 'orderId' | 'number' | 'round'>): string => `${orderId}:refund:${number}:${round}`;

/** Number and round of a refund of an order, by its key; `undefined` for any other text. */
export const numberAndRoundOf = (
  orderId: string,
  key: string | undefined,
): Pick<Refund, 'number' | 'round'> | undefined => {
  const [found, number, round] = new RegExp(`^${orderId}:refund:(\\d+):(\\d+)$`).exec(key ?? '') ?? [];
  return found === undefined ? undefined : { number: Number(number), round: Number(round) };
};

/** Whether a refund in a state needs the reconciler. */
export const isRefundOpen = (state: RefundState): boolean => state === 'due' || state === 'requested';

/** The refunds of an order in one state: how many, and their sum in minor units of the order's currency. */
export interface RefundSum {
  readonly count: number;
  readonly amount: number;
}

/** The refunds of an order by state, stored with the order so that every claim on its money is in one item. */
export type OrderRefunds = { readonly [S in RefundState]?: RefundSum | undefined };
