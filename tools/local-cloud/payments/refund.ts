export type RefundStatus = 'pending' | 'succeeded' | 'failed';

/** Money that goes back, whole or in part. */
export interface Refund {
  readonly id: string;
  readonly intentId: string;
  readonly chargeId: string;
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly status: RefundStatus;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** The next status, and the time at which it is reached in milliseconds since 1970. */
  readonly next?: { readonly status: RefundStatus; readonly at: number };
}

/** The refund as the API answers it. */
export const renderRefund = (refund: Refund) => ({
  id: refund.id,
  object: 'refund',
  amount: refund.amount,
  charge: refund.chargeId,
  created: Math.floor(refund.createdAt / 1_000),
  currency: refund.currency,
  ...(refund.status === 'failed' && { failure_reason: 'expired_or_canceled_card' }),
  metadata: refund.metadata,
  payment_intent: refund.intentId,
  reason: null,
  status: refund.status,
});
