import type { Currency } from '../domain/money.ts';

/** Most lines an order may have: a command and all its stock movements fit one DynamoDB transaction (100 actions). */
export const maxOrderLines = 45;

/** Most units of one product in an order. */
export const maxQuantity = 999;

/** Most attempts to pay one order: more of them test cards. */
export const maxPaymentAttempts = 10;

/** Largest request body in bytes that a function accepts. */
export const maxBodyBytes = 100 * 1024;

/**
 * Least total that the gateway charges, in minor units.
 * Source: https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
 */
export const minimumCharges: Readonly<Record<Currency, number>> = { USD: 50 };

/** Largest total that the gateway charges, in minor units of any currency. */
export const maximumCharge = 99_999_999;

/** How long clients, caches and execution environments may keep a page of products. */
export const productListMaxAgeSeconds = 5;
