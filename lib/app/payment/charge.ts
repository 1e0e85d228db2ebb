import { ServiceError } from '../../contract/errors/factories.ts';
import type { PaymentAttempt } from '../../domain/payment-attempt.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock } from '../../platform/ports.ts';
import { replaceAttempt } from '../order-changes.ts';
import type { OrderStore } from '../ports/order-store.ts';
import type { GatewayPayment, PaymentGateway } from '../ports/payment-gateway.ts';
import type { Settlement } from './settle.ts';

export interface ChargeDependencies {
  readonly store: Pick<OrderStore, 'commit'>;
  readonly gateway: Pick<PaymentGateway, 'create' | 'confirm'>;
  readonly clock: Clock;
  /** Receives the reason why the outcome of an attempt is unknown. */
  readonly onUnknownOutcome: (attempt: PaymentAttempt, reason: unknown) => void;
}

/** The settlement that an answer of the gateway proves. */
export type ChargeSettlement = Exclude<Settlement, { readonly result: 'not_charged' }>;

/** The result of a charge; `refused` holds the error to answer when the gateway certainly charged nothing. */
export type ChargeResult =
  | { readonly attempt: PaymentAttempt; readonly settlement: ChargeSettlement }
  | { readonly attempt: PaymentAttempt; readonly refused: unknown }
  /** The customer has to act, with this secret. */
  | { readonly attempt: PaymentAttempt; readonly clientSecret: string }
  | { readonly attempt: PaymentAttempt; readonly unknown: true };

const settlementOf = (payment: GatewayPayment): ChargeSettlement | undefined => {
  if (payment.status === 'succeeded') return { result: 'succeeded' };
  return payment.status === 'declined' ? { result: 'declined', reason: payment.reason } : undefined;
};

/**
 * Charges an attempt: creates the payment at the gateway, stores its id, and only then confirms it, so that the
 * reconciler can look the payment up at any later time.
 */
export const createCharge =
  ({ store, gateway, clock, onUnknownOutcome }: ChargeDependencies) =>
  async (attempt: PaymentAttempt, options: CallOptions): Promise<ChargeResult> => {
    const { orderId, number, amount, paymentMethod, leaseOwner } = attempt;
    const key = `${orderId}:${number}`;
    let intentId: string;
    try {
      const created = await gateway.create({ key: `${key}:create`, amount, orderId }, options);
      if (created.status === 'declined') {
        return { attempt, settlement: { result: 'declined', reason: created.reason } };
      }
      intentId = created.intentId;
    } catch (refused) {
      // A payment that is not confirmed never charges money, after any failure.
      return { attempt, refused };
    }
    const registered: PaymentAttempt = {
      ...attempt,
      intentId,
      // Under a new name: a writer that has read the attempt without its id cannot overwrite it.
      leaseOwner: `${leaseOwner}:registered`,
      updatedAt: new Date(clock()).toISOString(),
    };
    const lost = await store.commit({ attempt: replaceAttempt(attempt, registered) }, options);
    if (lost.length > 0) return { attempt, unknown: true };
    try {
      const payment = await gateway.confirm({ key: `${key}:confirm`, intentId, paymentMethod }, options);
      if (payment.status === 'cancelled') {
        return {
          attempt: registered,
          refused: new Error(`payment ${intentId} was cancelled at the gateway`),
        };
      }
      if (payment.status === 'requires_action') {
        return { attempt: registered, clientSecret: payment.clientSecret };
      }
      const settlement = settlementOf(payment);
      return settlement ? { attempt: registered, settlement } : { attempt: registered, unknown: true };
    } catch (error) {
      // Anything but the gateway's own word that it did nothing leaves open whether it took the money.
      if (error instanceof ServiceError) return { attempt: registered, refused: error };
      onUnknownOutcome(registered, error);
      return { attempt: registered, unknown: true };
    }
  };
