import { claimRefund, moveRefund } from '../../domain/order-refunds.ts';
import { recordLatePayment } from '../../domain/order-transition.ts';
import type { PaymentAttempt } from '../../domain/payment-attempt.ts';
import { transitionRefund } from '../../domain/refund.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock } from '../../platform/ports.ts';
import { changeAttempt } from '../order-changes.ts';
import type { OrderStore } from '../ports/order-store.ts';
import type { PaymentGateway } from '../ports/payment-gateway.ts';

export interface HandOverRefundDependencies {
  readonly store: Pick<OrderStore, 'findOrder' | 'commit'>;
  readonly gateway: Pick<PaymentGateway, 'listRefunds'>;
  readonly clock: Clock;
}

/**
 * Makes a refund of its own out of an attempt in state `refund_due`, as versions up to November 2026 left them. Such a
 * version may have requested the refund already, without a reference.
 * @returns whether it is stored; `false` when another run was faster.
 */
export const createHandOverRefund =
  ({ store, gateway, clock }: HandOverRefundDependencies) =>
  async (attempt: PaymentAttempt, options: CallOptions): Promise<boolean> => {
    const { orderId, number, amount, intentId, leaseOwner } = attempt;
    if (intentId === undefined) throw new Error(`attempt ${orderId}/${number} has no payment to refund`);
    const [order, made] = await Promise.all([
      store.findOrder(orderId, options),
      gateway.listRefunds(intentId, options),
    ]);
    if (!order) throw new Error(`order ${orderId} of a payment attempt not found`);
    const earlier = made.find(({ reference, status }) => reference === undefined && status !== 'failed');
    const now = new Date(clock()).toISOString();
    const claimed = claimRefund(recordLatePayment(order, now), attempt, {
      amount,
      leaseOwner,
      leaseUntil: now,
      now,
    });
    const requested = earlier && {
      order: moveRefund(claimed.order, amount, { from: 'due', to: 'requested' }),
      refund: { ...transitionRefund(claimed.refund, 'request', now), refundId: earlier.refundId },
    };
    const next = requested ?? claimed;
    const failures = await store.commit(
      {
        order: { next: next.order, expectedRevision: order.revision },
        attempt: changeAttempt(attempt, 'handOverRefund', now),
        refund: { next: next.refund },
      },
      options,
    );
    return failures.length === 0;
  };
