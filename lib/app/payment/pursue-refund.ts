import { isRefundOpen, type Refund, refundKeyOf } from '../../domain/refund.ts';
import { leaveToOperator, openFor, patienceMs, postpone } from '../../domain/settling.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock } from '../../platform/ports.ts';
import { replaceRefund } from '../order-changes.ts';
import type { OrderStore } from '../ports/order-store.ts';
import type { GatewayRefund, PaymentGateway, RefusedRefund, SpentKey } from '../ports/payment-gateway.ts';
import type { OnStuck } from './money-id.ts';
import { problemOf } from './problem.ts';
import type { CausedCall, SettleRefund } from './settle-refund.ts';

export interface PursueRefundDependencies {
  readonly store: Pick<OrderStore, 'commit'>;
  readonly gateway: Pick<PaymentGateway, 'refund' | 'retrieveRefund' | 'listRefunds'>;
  readonly settleRefund: SettleRefund;
  readonly clock: Clock;
  readonly onStuck: OnStuck;
}

/**
 * Asks the gateway for a refund, or how it stands, and stores the answer. Resolves to whether the refund has ended.
 * Rejects when the gateway or the store fails; the refund is then tried again later.
 */
export type PursueRefund = (refund: Refund, options: CausedCall) => Promise<boolean>;

/**
 * The gateway gives the money back once: each request has its own key, and is looked for among the refunds of the
 * payment before it is sent again, because the gateway forgets keys after a day. A key under which the gateway keeps an
 * error of its own is replaced by another; no late request with the old key can have an effect any more.
 */
export const createPursueRefund = ({
  store,
  gateway,
  settleRefund,
  clock,
  onStuck,
}: PursueRefundDependencies): PursueRefund => {
  const ask = async (
    refund: Refund,
    options: CallOptions,
  ): Promise<GatewayRefund | RefusedRefund | SpentKey | undefined> => {
    const { refundId, intentId, amount, tries = 0 } = refund;
    if (refundId !== undefined) return gateway.retrieveRefund(refundId, options);
    const key = refundKeyOf(refund);
    const findMade = async () =>
      (await gateway.listRefunds(intentId, options)).find(({ reference }) => reference === key);
    const made = tries > 0 ? await findMade() : undefined;
    if (made) return made;
    const answer = await gateway.refund({ key, intentId, amount }, options);
    return answer.status === 'spent' ? ((await findMade()) ?? answer) : answer;
  };

  /** Tries again later; a refund that has been open for too long is left to an operator. */
  const wait = async (
    refund: Refund,
    { problem, isUnknown = false }: { readonly problem: string; readonly isUnknown?: boolean },
    options: CallOptions,
  ): Promise<void> => {
    const now = clock();
    const patience = refund.state === 'requested' ? patienceMs.refundPending : patienceMs.noOutcome;
    const isOver = openFor(refund, now) >= (isUnknown ? patienceMs.unknownToGateway : patience);
    const isStuck = isOver && !refund.attention && isRefundOpen(refund.state);
    const reason = isUnknown ? 'unknown_to_gateway' : 'no_outcome';
    const next = isStuck
      ? leaveToOperator({ ...refund, problem }, reason, now)
      : postpone(refund, problem, now);
    const failures = await store.commit({ refund: replaceRefund(refund, next) }, options);
    if (isStuck && failures.length === 0) onStuck({ orderId: refund.orderId, refund: refund.number }, reason);
  };

  const pursue = async (refund: Refund, options: CausedCall): Promise<boolean> => {
    const answer = await ask(refund, options);
    if (!answer) {
      await wait(refund, { problem: 'the payment gateway has no such refund', isUnknown: true }, options);
      return false;
    }
    if (answer.status === refund.state) {
      // Nothing has changed; an operator may be waiting for the end of the lease.
      const leaseUntil = new Date(clock()).toISOString();
      await store.commit({ refund: replaceRefund(refund, { ...refund, leaseUntil }) }, options);
      return true;
    }
    switch (answer.status) {
      case 'spent': {
        const problem = 'the payment gateway keeps an error under the key';
        const next = { ...postpone(refund, problem, clock()), round: refund.round + 1 };
        await store.commit({ refund: replaceRefund(refund, next) }, options);
        return false;
      }
      case 'pending':
        // The gateway repeats what it knew before the refund ended.
        if (!isRefundOpen(refund.state)) return true;
        if (refund.state === 'due') await settleRefund(refund, { ...answer, status: 'pending' }, options);
        else await wait(refund, { problem: 'pending at the payment gateway' }, options);
        return false;
      case 'succeeded':
        return (
          (await settleRefund(refund, { status: 'succeeded', refundId: answer.refundId }, options)) !==
          undefined
        );
      case 'failed':
      case 'refused': {
        const { reason = 'unknown' } = answer;
        const refundId = 'refundId' in answer ? answer.refundId : undefined;
        return (await settleRefund(refund, { status: 'failed', refundId, reason }, options)) !== undefined;
      }
    }
  };

  return async (refund, options) => {
    try {
      return await pursue(refund, options);
    } catch (failure) {
      // If this fails, too, the refund is tried again when its lease ends.
      await wait(refund, { problem: problemOf(failure) }, options).catch(() => undefined);
      throw failure;
    }
  };
};
