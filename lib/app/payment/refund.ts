import type { PaymentAttempt } from '../../domain/payment-attempt.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock } from '../../platform/ports.ts';
import { changeAttempt } from '../order-changes.ts';
import type { OrderStore } from '../ports/order-store.ts';
import type { PaymentGateway } from '../ports/payment-gateway.ts';

export interface RefundDependencies {
  readonly store: Pick<OrderStore, 'commit'>;
  readonly gateway: Pick<PaymentGateway, 'refund'>;
  readonly clock: Clock;
  /** Receives the reason why a refund has to be repeated. */
  readonly onFailure: (attempt: PaymentAttempt, reason: unknown) => void;
}

/** Gives the money of an attempt in state `refund_due` back. Resolves to whether it is done; never rejects. */
export type Refund = (attempt: PaymentAttempt, options: CallOptions) => Promise<boolean>;

/** The key is the same each time, so that the gateway gives the money back once however often it is asked. */
export const createRefund =
  ({ store, gateway, clock, onFailure }: RefundDependencies): Refund =>
  async (attempt, options) => {
    try {
      const { orderId, number, intentId } = attempt;
      if (intentId === undefined) throw new Error(`attempt ${orderId}/${number} has no payment to refund`);
      const refunded = changeAttempt(attempt, 'refund', new Date(clock()).toISOString());
      await gateway.refund({ key: `${orderId}:${number}:refund`, intentId }, options);
      const failures = await store.commit({ attempt: refunded }, options);
      return failures.length === 0;
    } catch (reason) {
      onFailure(attempt, reason);
      return false;
    }
  };
