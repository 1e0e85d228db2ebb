import { type PaymentFailureReason, paymentFailureReason } from '../../contract/payment-failure-reasons.ts';
import { abandonPayment, awaitsCustomer } from '../../domain/order-transition.ts';
import type { PaymentAttempt } from '../../domain/payment-attempt.ts';
import {
  dueAt,
  leaveToOperator,
  openFor,
  patienceMs,
  postpone,
  wasLeftToOperator,
} from '../../domain/settling.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock } from '../../platform/ports.ts';
import { replaceAttempt } from '../order-changes.ts';
import type { OrderStore } from '../ports/order-store.ts';
import type { GatewayPayment, PaymentGateway } from '../ports/payment-gateway.ts';
import type { JudgePayment } from '../ports/telemetry.ts';
import type { OnStuck } from './money-id.ts';
import { problemOf } from './problem.ts';
import { isWaitingFor, type Settle, type Settlement } from './settle.ts';
import type { CausedCall } from './settle-refund.ts';

export interface PursueAttemptDependencies {
  readonly store: Pick<OrderStore, 'findOrder' | 'commit'>;
  readonly gateway: Pick<PaymentGateway, 'retrieve' | 'cancel'>;
  readonly settle: Settle;
  readonly clock: Clock;
  readonly onStuck: OnStuck;
  readonly judgePayment: JudgePayment;
}

/**
 * Asks the gateway for the outcome of an attempt and stores it. Resolves to whether it is settled. Rejects when the
 * gateway or the store fails; the attempt is then tried again later.
 */
export type PursueAttempt = (attempt: PaymentAttempt, options: PursueOptions) => Promise<boolean>;

export interface PursueOptions extends CausedCall {
  /** Whether a payment that waits for the customer is cancelled. */
  readonly abandon?: boolean;
}

interface NoOutcome {
  readonly problem: string;
  readonly isUnknown?: boolean;
  /** Latest time of the next try, RFC 3339. */
  readonly until?: string;
}

/**
 * A payment that took no money is cancelled at the gateway first, so that it cannot take any later: the customer may
 * hold its secret. While the customer has to act, it waits for as long as the order can be paid. An attempt that has no
 * outcome for too long is left to an operator; its order then expires, so that it holds no stock.
 */
export const createPursueAttempt = ({
  store,
  gateway,
  settle,
  clock,
  onStuck,
  judgePayment,
}: PursueAttemptDependencies): PursueAttempt => {
  /** Until when the customer may still act on an attempt; `undefined`: not any more, or the customer never received the secret. */
  const customerHasUntil = async (attempt: PaymentAttempt, options: CallOptions) => {
    const order = await store.findOrder(attempt.orderId, options);
    const isOpen =
      order && isWaitingFor(order, attempt) && awaitsCustomer(order) && clock() < Date.parse(order.expiresAt);
    return isOpen ? order.expiresAt : undefined;
  };

  const ask = async (
    attempt: PaymentAttempt,
    note: (reason: PaymentFailureReason) => Promise<boolean>,
    { abandon = false, ...options }: PursueOptions,
  ): Promise<Settlement | NoOutcome> => {
    const { intentId } = attempt;
    // The id is stored before a payment is confirmed: without one, no money was asked for.
    if (intentId === undefined) return { result: 'not_charged' };
    let payment: GatewayPayment = await gateway.retrieve(intentId, options);
    if (payment.status === 'requires_action' && !abandon) {
      const until = await customerHasUntil(attempt, options);
      if (until !== undefined) return { problem: 'the customer has to act', until };
    }
    const decline = payment.status === 'declined' ? payment : undefined;
    // A cancelled payment does not tell of its decline, and the answer that it was cancelled may be lost.
    if (decline && !(await note(decline.reason)))
      return { problem: 'another run has taken the attempt over' };
    if (decline || payment.status === 'unconfirmed' || payment.status === 'requires_action') {
      payment = await gateway.cancel(intentId, options);
    }
    const reason = decline?.reason ?? attempt.declineReason;
    switch (payment.status) {
      case 'succeeded':
        return { result: 'succeeded' };
      case 'cancelled':
        // A payment that was not even confirmed is one whose request failed, whichever run has cancelled it.
        return reason === undefined
          ? { result: 'not_charged', excused: !payment.unconfirmed }
          : { result: 'declined', reason: paymentFailureReason(reason) };
      case 'missing':
        return { problem: 'the payment gateway has no such payment', isUnknown: true };
      default:
        return { problem: `${payment.status} at the payment gateway` };
    }
  };

  /** Leaves an attempt to an operator once its order cannot be paid in another way; the order stops waiting for it. */
  const giveUp = async (attempt: PaymentAttempt, isUnknown: boolean, options: CallOptions): Promise<void> => {
    const now = clock();
    const at = new Date(now).toISOString();
    const order = await store.findOrder(attempt.orderId, options);
    const waiting = order && isWaitingFor(order, attempt) ? order : undefined;
    if (waiting && at < waiting.expiresAt) {
      const until = { ...postpone(attempt, attempt.problem ?? '', now), retryAt: waiting.expiresAt };
      await store.commit({ attempt: replaceAttempt(attempt, until) }, options);
      return;
    }
    const reason = isUnknown ? 'unknown_to_gateway' : 'no_outcome';
    const stuck = leaveToOperator(attempt, reason, now);
    const failures = await store.commit(
      {
        attempt: replaceAttempt(attempt, stuck),
        ...(waiting && {
          order: { next: abandonPayment(waiting, at), expectedRevision: waiting.revision },
        }),
      },
      options,
    );
    if (failures.length > 0) return;
    if (!wasLeftToOperator(attempt)) judgePayment('bad');
    onStuck({ orderId: attempt.orderId, attempt: attempt.number }, reason);
  };

  /** Tries again later, or not any more. If a commit is refused, the attempt is tried again when its lease ends. */
  const wait = async (
    attempt: PaymentAttempt,
    { problem, isUnknown = false, until }: NoOutcome,
    options: CallOptions,
  ): Promise<void> => {
    const now = clock();
    const patience = isUnknown ? patienceMs.unknownToGateway : patienceMs.noOutcome;
    if (openFor(attempt, now) >= patience && !attempt.attention) {
      await giveUp({ ...attempt, problem }, isUnknown, options);
      return;
    }
    const later = postpone(attempt, problem, now);
    const next = until !== undefined && dueAt(later) > until ? { ...later, retryAt: until } : later;
    await store.commit({ attempt: replaceAttempt(attempt, next) }, options);
  };

  return async (attempt, options) => {
    let own = attempt;
    const note = async (declineReason: PaymentFailureReason): Promise<boolean> => {
      own = { ...attempt, declineReason };
      return (await store.commit({ attempt: replaceAttempt(attempt, own) }, options)).length === 0;
    };
    try {
      const answer = await ask(attempt, note, options);
      if ('result' in answer) return (await settle(own, answer, options)) !== undefined;
      await wait(own, answer, options);
      return false;
    } catch (failure) {
      await wait(own, { problem: problemOf(failure) }, options).catch(() => undefined);
      throw failure;
    }
  };
};
