import type { Money } from '../../domain/money.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { GatewayRefund } from './payment-gateway.ts';

/** A payment as the gateway lists it. */
export interface ListedPayment {
  readonly intentId: string;
  /** Absent for a payment that this service did not make. */
  readonly orderId?: string | undefined;
  readonly amount: Money;
  /** `open`: it has taken no money, and may still take it. */
  readonly status: 'succeeded' | 'cancelled' | 'open';
}

/** A refund as the gateway lists it, with its payment. */
export interface ListedRefund extends GatewayRefund {
  readonly intentId: string;
}

/** All that the gateway did, from a time on (RFC 3339, to the second), newest first. */
export interface PaymentHistory {
  listPayments(since: string, options: CallOptions): AsyncIterable<ListedPayment>;
  listRefunds(since: string, options: CallOptions): AsyncIterable<ListedRefund>;
}
