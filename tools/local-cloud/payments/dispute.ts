/** A customer's objection to a charge at their bank, which takes the money back meanwhile. */
export interface Dispute {
  readonly id: string;
  readonly intentId: string;
  readonly chargeId: string;
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

/** The dispute as the API answers it. */
export const renderDispute = (dispute: Dispute) => ({
  id: dispute.id,
  object: 'dispute',
  amount: dispute.amount,
  charge: dispute.chargeId,
  created: Math.floor(dispute.createdAt / 1_000),
  currency: dispute.currency,
  livemode: false,
  metadata: {},
  payment_intent: dispute.intentId,
  reason: 'fraudulent',
  status: 'needs_response',
});
