/** Behaviour of a payment method when a payment with it is confirmed. */
export type PaymentMethodBehaviour =
  | { readonly does: 'charge'; readonly answers: boolean }
  | { readonly does: 'decline'; readonly code: string; readonly declineCode: string }
  /** Asks the customer to authenticate. */
  | { readonly does: 'authenticate' }
  /** Takes the money later. */
  | { readonly does: 'process' }
  /** Takes nothing and never answers. */
  | { readonly does: 'hang' }
  /** Takes nothing and answers 503. */
  | { readonly does: 'fail' };

/** `pm_card_…` are those of Stripe's test mode, `pm_sim_…` exist in simulators only. */
const behaviours: Readonly<Record<string, PaymentMethodBehaviour>> = {
  pm_card_visa: { does: 'charge', answers: true },
  pm_card_chargeDeclined: {
    does: 'decline',
    code: 'card_declined',
    declineCode: 'generic_decline',
  },
  pm_card_chargeDeclinedInsufficientFunds: {
    does: 'decline',
    code: 'card_declined',
    declineCode: 'insufficient_funds',
  },
  pm_card_authenticationRequired: { does: 'authenticate' },
  pm_sim_timeout_after_charge: { does: 'charge', answers: false },
  pm_sim_timeout_before_charge: { does: 'hang' },
  pm_sim_unavailable: { does: 'fail' },
  pm_sim_processing: { does: 'process' },
};

export const behaviourOf = (paymentMethod: string): PaymentMethodBehaviour | undefined =>
  Object.hasOwn(behaviours, paymentMethod) ? behaviours[paymentMethod] : undefined;
