/** Money that went back, whole or in part. */
export interface Refund {
  readonly id: string;
  readonly intentId: string;
  readonly chargeId: string;
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** The refund as the API answers it. */
export const renderRefund = (refund: Refund) => ({
  id: refund.id,
  object: 'refund',
  amount: refund.amount,
  charge: refund.chargeId,
  created: Math.floor(refund.createdAt / 1_000),
  currency: refund.currency,
  metadata: {},
  payment_intent: refund.intentId,
  reason: null,
  status: 'succeeded',
});
