/**
 * Payment methods whose outcome is known beforehand: `pm_card_…` are those of the gateway's test mode,
 * `pm_sim_…` exist in the simulators only and can be charged once, as a real one. `pm_sim_…_<anything>` is another
 * payment method with the same behaviour.
 */
export const testPaymentMethods = {
  succeeds: 'pm_card_visa',
  declined: 'pm_card_chargeDeclined',
  insufficientFunds: 'pm_card_chargeDeclinedInsufficientFunds',
  authenticationRequired: 'pm_card_authenticationRequired',
  /** Takes the money and never answers. */
  timeoutAfterCharge: 'pm_sim_timeout_after_charge',
  /** Takes nothing and never answers. */
  timeoutBeforeCharge: 'pm_sim_timeout_before_charge',
  /** Takes nothing and answers that the gateway is down. */
  unavailable: 'pm_sim_unavailable',
  /** Stays in process for a while, then takes the money. */
  processing: 'pm_sim_processing',
  /** Takes the money; its refunds are pending for a while, then succeed. */
  refundPending: 'pm_sim_refund_pending',
  /** Takes the money; its refunds fail. */
  refundFails: 'pm_sim_refund_fails',
  /** Takes the money; its refunds succeed, and the bank returns them after a while. */
  refundReturns: 'pm_card_refundFail',
  /** Takes the money; the first request for a refund is answered with an error of the gateway and has no effect. */
  refundUnavailable: 'pm_sim_refund_unavailable',
} as const;
