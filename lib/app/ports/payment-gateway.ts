import type { PaymentFailureReason } from '../../contract/payment-failure-reasons.ts';
import type { Dispute } from '../../domain/dispute.ts';
import type { Money } from '../../domain/money.ts';
import type { CallOptions } from '../../platform/call-options.ts';

/** A definite answer: no money was charged, for a reason that concerns this payment. */
export interface DeclinedPayment {
  readonly status: 'declined';
  readonly reason: PaymentFailureReason;
}

export type CreatedPayment = { readonly status: 'created'; readonly intentId: string } | DeclinedPayment;

/** Where a payment stands at the gateway. `processing`: not decided yet, ask again later. */
export type GatewayPayment =
  | { readonly status: 'succeeded' }
  | DeclinedPayment
  /** The customer has to authenticate it, with the secret, before it is decided. */
  | { readonly status: 'requires_action'; readonly clientSecret: string }
  | { readonly status: 'processing' }
  /** Money was not and will not be taken, unless `confirm` is called. */
  | { readonly status: 'unconfirmed' }
  /** `unconfirmed`: without a sign of an attempt to pay it. It does not tell of a decline before. */
  | { readonly status: 'cancelled'; readonly unconfirmed?: true }
  /** The gateway does not know the payment. */
  | { readonly status: 'missing' };

/** A refund at the gateway. `pending`: accepted, and not decided yet; a refund that has succeeded can still fail. */
export interface GatewayRefund {
  /** The gateway's id. */
  readonly refundId: string;
  readonly status: 'pending' | 'succeeded' | 'failed';
  /** The gateway's reason for a failure. */
  readonly reason?: string | undefined;
  readonly amount: Money;
  /** The key of the request that made it; absent for a refund that was made otherwise. */
  readonly reference?: string | undefined;
}

/** The gateway does not accept a refund, and gives nothing back. */
export interface RefusedRefund {
  readonly status: 'refused';
  readonly reason: string;
}

/**
 * The gateway answers this key with an error of its own for ever. The first request with it has ended; whether it had an
 * effect is in the list of refunds.
 */
export interface SpentKey {
  readonly status: 'spent';
}

/**
 * Payments in two steps, so that the outcome can always be asked for by id: a payment that is not confirmed
 * takes no money, and one that was sent to be confirmed can be looked up.
 * Every call throws SYS-002 when the gateway certainly did nothing (not reached, or its circuit is open), SYS-001 when
 * it did nothing because of our key, account or request, and PaymentOutcomeUnknown when it may have had an effect.
 */
export interface PaymentGateway {
  /**
   * Registers a payment without taking money.
   * @param key the same key gives the same payment, however often it is asked for.
   */
  create(
    payment: { readonly key: string; readonly amount: Money; readonly orderId: string },
    options: CallOptions,
  ): Promise<CreatedPayment>;
  /** Takes the money. The same key takes it once. */
  confirm(
    payment: { readonly key: string; readonly intentId: string; readonly paymentMethod: string },
    options: CallOptions,
  ): Promise<GatewayPayment>;
  /** How a payment stands. */
  retrieve(intentId: string, options: CallOptions): Promise<GatewayPayment>;
  /** The order that a payment was created for; `undefined` when the gateway knows no such payment or order. */
  orderOf(intentId: string, options: CallOptions): Promise<string | undefined>;
  /** Makes sure that an unconfirmed payment never takes money; answers how it stands afterwards. */
  cancel(intentId: string, options: CallOptions): Promise<GatewayPayment>;
  /** Gives money of a payment back. The same key gives it back once, as long as the gateway remembers keys. */
  refund(
    refund: { readonly key: string; readonly intentId: string; readonly amount: Money },
    options: CallOptions,
  ): Promise<GatewayRefund | RefusedRefund | SpentKey>;
  /** How a refund stands; `undefined` when the gateway does not know it. */
  retrieveRefund(refundId: string, options: CallOptions): Promise<GatewayRefund | undefined>;
  /** All refunds of a payment, newest first; none when the gateway does not know it. */
  listRefunds(intentId: string, options: CallOptions): Promise<readonly GatewayRefund[]>;
  /** All disputes of a payment, newest first; none when the gateway does not know it. */
  listDisputes(intentId: string, options: CallOptions): Promise<readonly Dispute[]>;
}

/** The gateway was asked and did not say how it ended: neither a success nor a failure. */
export class PaymentOutcomeUnknown extends Error {
  constructor(cause: unknown) {
    super('payment outcome unknown', { cause });
    this.name = 'PaymentOutcomeUnknown';
  }
}
