/**
 * Payment methods whose outcome is known beforehand: `pm_card_…` are those of the gateway's test mode,
 * `pm_sim_…` exist in the simulators only.
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
} as const;
