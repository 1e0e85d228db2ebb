import Stripe from 'stripe';

/** The package of the payment gateway; a file of its own beside the functions, loaded by those that pay. */
export const StripePackage = Stripe;
