import { testPaymentMethods } from '../../../lib/contract/test-payment-methods.ts';

/** What a payment method does when a payment with it is confirmed. */
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

const behaviours: Readonly<Record<string, PaymentMethodBehaviour>> = {
  [testPaymentMethods.succeeds]: { does: 'charge', answers: true },
  [testPaymentMethods.declined]: {
    does: 'decline',
    code: 'card_declined',
    declineCode: 'generic_decline',
  },
  [testPaymentMethods.insufficientFunds]: {
    does: 'decline',
    code: 'card_declined',
    declineCode: 'insufficient_funds',
  },
  [testPaymentMethods.authenticationRequired]: { does: 'authenticate' },
  [testPaymentMethods.timeoutAfterCharge]: { does: 'charge', answers: false },
  [testPaymentMethods.timeoutBeforeCharge]: { does: 'hang' },
  [testPaymentMethods.unavailable]: { does: 'fail' },
  [testPaymentMethods.processing]: { does: 'process' },
};

export const behaviourOf = (paymentMethod: string): PaymentMethodBehaviour | undefined =>
  Object.hasOwn(behaviours, paymentMethod) ? behaviours[paymentMethod] : undefined;
