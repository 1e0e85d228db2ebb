import type { GatewayDeclineCode } from '../../../lib/contract/gateway-declines.ts';
import type { GatewayErrorCode } from '../../../lib/contract/gateway-errors.ts';

/**
 * Course of a refund.
 * - `succeed`: at once.
 * - `pend`: it is pending for a while, then it succeeds.
 * - `fail`: at once.
 * - `fail-later`: it succeeds at first; the bank returns the money later.
 * - `error`: the first request has no effect and is answered with an error of the gateway.
 */
export type RefundBehaviour = 'succeed' | 'pend' | 'fail' | 'fail-later' | 'error';

/** Behaviour of a payment method when a payment with it is confirmed. */
export type PaymentMethodBehaviour =
  | {
      readonly does: 'charge';
      /** Whether the client gets the answer. */
      readonly answers: boolean;
      readonly refunds: RefundBehaviour;
      /** Whether the customer disputes the charge at once. */
      readonly disputed?: true;
    }
  | {
      readonly does: 'decline';
      readonly code: GatewayErrorCode;
      readonly declineCode?: GatewayDeclineCode;
    }
  /** Asks the customer to authenticate. */
  | { readonly does: 'authenticate' }
  /** Takes the money later. */
  | { readonly does: 'process' }
  /** Takes nothing and never answers. */
  | { readonly does: 'hang' }
  /** Takes nothing and answers 503. */
  | { readonly does: 'fail' };

const charge = (refunds: RefundBehaviour = 'succeed'): PaymentMethodBehaviour => ({
  does: 'charge',
  answers: true,
  refunds,
});

const decline = (declineCode: GatewayDeclineCode): PaymentMethodBehaviour => ({
  does: 'decline',
  code: 'card_declined',
  declineCode,
});

/** Payment methods of Stripe's test mode. Source: https://docs.stripe.com/testing */
const testModeMethods: Readonly<Record<string, PaymentMethodBehaviour>> = {
  pm_card_amex: charge(),
  pm_card_authenticationRequired: { does: 'authenticate' },
  pm_card_chargeDeclined: decline('generic_decline'),
  pm_card_chargeDeclinedExpiredCard: { does: 'decline', code: 'expired_card' },
  pm_card_chargeDeclinedFraudulent: decline('fraudulent'),
  pm_card_chargeDeclinedIncorrectCvc: { does: 'decline', code: 'incorrect_cvc' },
  pm_card_chargeDeclinedInsufficientFunds: decline('insufficient_funds'),
  pm_card_chargeDeclinedProcessingError: { does: 'decline', code: 'processing_error' },
  pm_card_createDispute: { does: 'charge', answers: true, refunds: 'succeed', disputed: true },
  pm_card_mastercard: charge(),
  pm_card_pendingRefund: charge('pend'),
  pm_card_refundFail: charge('fail-later'),
  pm_card_visa: charge(),
  pm_card_visa_chargeDeclinedLostCard: decline('lost_card'),
  pm_card_visa_chargeDeclinedStolenCard: decline('stolen_card'),
};

/** Payment methods that exist in simulators only. Each can be charged once, and so can each name with a suffix. */
const simulatedMethods: Readonly<Record<string, PaymentMethodBehaviour>> = {
  pm_sim_processing: { does: 'process' },
  pm_sim_refund_fails: charge('fail'),
  pm_sim_refund_pending: charge('pend'),
  pm_sim_refund_unavailable: charge('error'),
  pm_sim_timeout_after_charge: { does: 'charge', answers: false, refunds: 'succeed' },
  pm_sim_timeout_before_charge: { does: 'hang' },
  pm_sim_unavailable: { does: 'fail' },
};

/** `undefined` when there is no such payment method. */
export const behaviourOf = (paymentMethod: string): PaymentMethodBehaviour | undefined => {
  if (Object.hasOwn(testModeMethods, paymentMethod)) return testModeMethods[paymentMethod];
  const name = Object.keys(simulatedMethods).find(
    (known) => paymentMethod === known || paymentMethod.startsWith(`${known}_`),
  );
  return name === undefined ? undefined : simulatedMethods[name];
};

/** A payment method that no customer keeps can be charged once; those of the test mode any number of times. */
export const isSingleUse = (paymentMethod: string): boolean => !Object.hasOwn(testModeMethods, paymentMethod);
