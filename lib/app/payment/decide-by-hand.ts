import { moveRefund } from '../../domain/order-refunds.ts';
import { changeOrder } from '../../domain/order-transition.ts';
import { isAttemptOpen, type PaymentAttempt } from '../../domain/payment-attempt.ts';
import { isRefundOpen, type Refund, retryRefund } from '../../domain/refund.ts';
import { resume, type Settling, settled } from '../../domain/settling.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock } from '../../platform/ports.ts';
import { ConflictError, type RetryOnConflict } from '../../platform/resilience/retry-on-conflict.ts';
import { replaceAttempt, replaceRefund } from '../order-changes.ts';
import type { OrderCommit, OrderStore } from '../ports/order-store.ts';
import type { MoneyId } from './money-id.ts';
import type { Settle } from './settle.ts';
import type { CausedCall, SettleRefund } from './settle-refund.ts';
import { findMoney, type StoredMoney } from './stuck-money.ts';

/**
 * Outcomes of money that an operator can know and the gateway does not report. `dispute-handled`: the dispute of a
 * payment is answered or accepted; payment and order stay as they are.
 */
export const handOutcomes = ['refunded', 'paid', 'not-charged', 'dispute-handled'] as const;
export type HandOutcome = (typeof handOutcomes)[number];

/** Decision of an operator about a payment attempt or a refund. */
export type Decision = { readonly does: 'retry' } | { readonly does: 'settle'; readonly as: HandOutcome };

/** A decision that does not fit the attempt or refund; the message says why. */
export class ImpossibleDecision extends Error {
  override readonly name = 'ImpossibleDecision';
}

export interface DecideByHandDependencies {
  readonly store: Pick<OrderStore, 'findOrder' | 'findAttempt' | 'findRefund' | 'commit'>;
  readonly settle: Settle;
  readonly settleRefund: SettleRefund;
  readonly clock: Clock;
  readonly retryOnConflict: RetryOnConflict;
}

export interface DecideByHand {
  /**
   * The attempt or refund that a decision is about, if the decision fits it.
   * @throws {ImpossibleDecision}
   */
  check(id: MoneyId, decision: Decision, options: CallOptions): Promise<StoredMoney>;
  /**
   * Carries a decision out.
   * @throws {ImpossibleDecision} also when another process was faster.
   */
  run(id: MoneyId, decision: Decision, options: CausedCall): Promise<void>;
}

const refuse = (problem: string): never => {
  throw new ImpossibleDecision(problem);
};

const checkFree = ({ leaseUntil }: Settling, now: number): void => {
  const leftMs = Date.parse(leaseUntil) - now;
  if (leftMs > 0) refuse(`a request is at work on it for another ${Math.ceil(leftMs / 1_000)} s at most`);
};

const checkAttempt = ({ state, intentId, attention }: PaymentAttempt, decision: Decision): void => {
  const isDisputed = attention?.reason === 'disputed';
  if (decision.does === 'settle' && decision.as === 'dispute-handled') {
    if (!isDisputed) refuse('no dispute of the attempt waits for an operator');
    return;
  }
  if (isDisputed) refuse('the payment is disputed; settle it as dispute-handled');
  if (!isAttemptOpen(state)) refuse(`the attempt is settled: ${state}`);
  if (decision.does === 'retry') return;
  if (decision.as === 'refunded') refuse('only a refund can be settled as refunded');
  if (state === 'refund_due') refuse('the attempt owes a refund; retry it');
  if (decision.as === 'paid' && intentId === undefined) refuse('no payment was registered at the gateway');
};

const checkRefund = ({ state }: Refund, decision: Decision): void => {
  if (state === 'succeeded') refuse('the refund has succeeded');
  if (decision.does === 'settle' && decision.as !== 'refunded')
    refuse(`a refund cannot be settled as ${decision.as}`);
};

/**
 * Use case: let an operator decide about money. `retry` leaves it to the reconciler again, as if it were new; a refund
 * that failed is requested again. `settle` stores what the operator has found out, with its effects on the order.
 */
export const createDecideByHand = ({
  store,
  settle,
  settleRefund,
  clock,
  retryOnConflict,
}: DecideByHandDependencies): DecideByHand => {
  const check = async (id: MoneyId, decision: Decision, options: CallOptions): Promise<StoredMoney> => {
    const money = await findMoney(store, id, options);
    if (!money) throw new ImpossibleDecision('there is no such attempt or refund');
    if (money.kind === 'attempt') checkAttempt(money.item, decision);
    else checkRefund(money.item, decision);
    checkFree(money.item, clock());
    return money;
  };

  const retryOf = async (
    { kind, item }: StoredMoney,
    { cause, ...options }: CausedCall,
  ): Promise<OrderCommit> => {
    const now = clock();
    const owner = cause.correlationId;
    if (kind === 'attempt') return { attempt: replaceAttempt(item, resume(item, owner, now)) };
    if (isRefundOpen(item.state)) return { refund: replaceRefund(item, resume(item, owner, now)) };
    const order = await store.findOrder(item.orderId, options);
    if (!order) throw new Error(`order ${item.orderId} of a refund not found`);
    const at = new Date(now).toISOString();
    const again = resume(retryRefund(item, at), owner, now);
    const next = moveRefund(changeOrder(order, at), item.amount, { from: item.state, to: again.state });
    return { refund: replaceRefund(item, again), order: { next, expectedRevision: order.revision } };
  };

  const settleAs = async (money: StoredMoney, as: HandOutcome, options: CausedCall): Promise<boolean> => {
    if (money.kind === 'refund') {
      return (await settleRefund(money.item, { status: 'succeeded' }, options)) !== undefined;
    }
    if (as === 'dispute-handled') {
      // The owner changes, so that a message about the dispute that was read before cannot park the attempt again.
      const next = { ...settled(money.item, clock()), leaseOwner: options.cause.correlationId };
      return (await store.commit({ attempt: replaceAttempt(money.item, next) }, options)).length === 0;
    }
    const result = as === 'paid' ? 'succeeded' : 'not_charged';
    return (await settle(money.item, { result }, options)) !== undefined;
  };

  return {
    check,
    run: (id, decision, { cause, ...options }) => {
      const decide = async (limited: CallOptions): Promise<void> => {
        const money = await check(id, decision, limited);
        if (decision.does === 'retry') {
          const failures = await store.commit(await retryOf(money, { ...limited, cause }), limited);
          if (failures.length > 0) throw new ConflictError();
        } else if (!(await settleAs(money, decision.as, { ...limited, cause }))) {
          throw new ConflictError();
        }
      };
      return retryOnConflict(`order ${id.orderId}`, decide, options);
    },
  };
};
