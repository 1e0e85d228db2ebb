/** Values of `details.reason` of ORD-005, with what they mean to a customer. */
export const paymentFailureReasons = {
  amount_too_large: 'The total is above the maximum that can be charged.',
  amount_too_small: 'The total is below the minimum that can be charged.',
  authentication_failed: 'The customer did not authenticate the payment.',
  authentication_required: 'The bank requires authentication by the customer.',
  card_not_supported: 'The card does not support this kind of payment or this currency.',
  expired_card: 'The card has expired.',
  generic_decline: 'The bank declined the payment and does not say why.',
  incorrect_card_details: 'The number, security code, expiry date, PIN or address is incorrect.',
  insufficient_funds: 'The account of the card has too little money.',
  invalid_payment_method:
    'The payment method does not exist, was used before, or cannot be used for this payment.',
  limit_exceeded: 'The payment exceeds a limit of the card.',
  payment_rejected: 'The gateway rejected the payment for another reason.',
  try_again_later: 'The bank could not decide now; another attempt may succeed.',
} as const satisfies Record<string, string>;

export type PaymentFailureReason = keyof typeof paymentFailureReasons;

/** The reason itself where it is in the closed set; attempts of earlier releases hold codes of the gateway. */
export const paymentFailureReason = (reason: string | undefined): PaymentFailureReason =>
  reason !== undefined && Object.hasOwn(paymentFailureReasons, reason)
    ? (reason as PaymentFailureReason)
    : 'generic_decline';
