import type { Money } from '../../domain/money.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { GatewayRefund } from './payment-gateway.ts';

/** A payment of an order as the gateway lists it. */
export interface ListedPayment {
  readonly intentId: string;
  readonly orderId: string;
  readonly amount: Money;
  /** `open`: it has taken no money, and may still take it. */
  readonly status: 'succeeded' | 'cancelled' | 'open';
}

/** A refund as the gateway lists it, with its payment. */
export interface ListedRefund extends GatewayRefund {
  readonly intentId: string;
}

/** A dispute as the gateway lists it, with its payment. */
export interface ListedDispute {
  readonly disputeId: string;
  readonly intentId: string;
  readonly amount: Money;
  readonly status: string;
}

/**
 * All that the gateway did for this service, from a time on (RFC 3339, to the second), newest first. An account can hold
 * payments of others; those are left out, and refunds and disputes that can be of none of ours.
 */
export interface PaymentHistory {
  listPayments(since: string, options: CallOptions): AsyncIterable<ListedPayment>;
  listRefunds(since: string, options: CallOptions): AsyncIterable<ListedRefund>;
  listDisputes(since: string, options: CallOptions): AsyncIterable<ListedDispute>;
}
