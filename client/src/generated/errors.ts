// Written by `npm run generate` from lib/contract/. Do not edit.

import type {
  Money,
} from './schemas.ts';

/** `details` of every error of the service, by code. */
export interface ErrorDetails {
  /** The order does not exist or belongs to another customer. */
  'ORD-001': {
    orderId: string;
  };
  /** The order has no items. */
  'ORD-002': undefined;
  /** The current status of the order does not allow the requested transition. A repeated cancellation, shipment or delivery of an order that still has the resulting status succeeds (200). */
  'ORD-003': {
    from: 'pending' | 'confirmed' | 'shipped' | 'delivered' | 'cancelled' | 'expired';
    to: 'pending' | 'confirmed' | 'shipped' | 'delivered' | 'cancelled' | 'expired';
  };
  /** Fewer units are available than the order requests. */
  'ORD-004': {
    sku: string;
    requested: number;
    available: number;
  };
  /** The gateway gave a definite answer about this payment; `details.reason` is one of the reasons. No money was charged, and the order can be paid with another payment method. */
  'ORD-005': {
    reason: 'amount_too_large' | 'amount_too_small' | 'authentication_failed' | 'authentication_required' | 'card_not_supported' | 'expired_card' | 'generic_decline' | 'incorrect_card_details' | 'insufficient_funds' | 'invalid_payment_method' | 'limit_exceeded' | 'payment_rejected' | 'try_again_later';
  };
  /** The total of the order is below `details.minimum` or above `details.maximum`. A total of 0 is allowed. */
  'ORD-006': {
    total: Money;
    minimum: Money;
    maximum: Money;
  };
  /** The customer has as many unpaid orders as `details.limit`. Pay or cancel one, then repeat the request with the same key. */
  'ORD-007': {
    limit: number;
  };
  /** The units are spread over more stock items than one order can take from. Fewer items or units may fit. */
  'ORD-008': undefined;
  /** Less than the requested amount is left of what was paid; refunds that are under way or failed count. `details` has `requested`, `paid` and `refundable`. */
  'ORD-009': {
    requested: Money;
    paid: Money;
    refundable: Money;
  };
  /** The order has had 10 attempts to pay it, or its customer as many within the hour as the deployment allows. Nothing was charged; try again after `Retry-After` seconds. */
  'PAY-001': undefined;
  /** The product does not exist; 422 when an order contains its SKU, also if it is discontinued. */
  'PRD-001': {
    sku: string;
  };
  /** A PUT with `stock` names a product that exists, and does not repeat its creation. */
  'PRD-002': {
    sku: string;
  };
  /** The product does not have a version of `If-Match`, or exists despite `If-None-Match: *`. */
  'PRD-003': {
    sku: string;
    etag?: string | undefined;
  };
  /** More units would leave stock than are available; units that orders hold cannot leave. */
  'PRD-004': {
    sku: string;
    requested: number;
    available: number;
  };
  /** The API has no such path; 405 when the path has other methods, which `Allow` lists. */
  'API-001': undefined;
  /** The body, path or query is invalid; `details.issues` lists the `path` of each key and, in `message`, what it must be. */
  'VAL-001': {
    issues: {
      path: string;
      message: string;
    }[];
  };
  /** The body is not sent as `application/json` in UTF-8, or has a `Content-Encoding`; `details.reason` states the rule. A body without a `Content-Type` is refused too; requests without a body are not affected. */
  'VAL-002': {
    reason: string;
  };
  /** A request to the webhook has no valid signature of the payment gateway, is older than the signature may be, or is no event; `details.reason` states which. */
  'VAL-003': {
    reason: 'signature' | 'body';
  };
  /** The route requires an `Idempotency-Key` of 16 to 255 characters from `A-Z a-z 0-9 _ - : .`. */
  'IDM-001': {
    reason: string;
  };
  /** The key was already used with a different path or body. */
  'IDM-002': undefined;
  /** The first request with this key has not finished; `Retry-After` is the time in seconds that it still has. */
  'IDM-003': undefined;
  /** The access token is missing, invalid or expired. */
  'AUT-001': undefined;
  /** The access token lacks the scope in `details.scope`. */
  'AUT-002': {
    scope: 'orders:read' | 'orders:write' | 'orders:admin' | 'metrics:read';
  };
  /** An unexpected error occurred. The logs contain the cause under the correlation id; the body never does. */
  'SYS-001': undefined;
  /** A dependency is unavailable or its circuit is open; retry after `Retry-After` seconds. */
  'SYS-002': undefined;
  /** The deadline passed before the request finished. */
  'SYS-003': undefined;
  /** Other requests kept changing the same order or stock; try again after `Retry-After` seconds. */
  'SYS-004': undefined;
}

/** Failures after which the same request can succeed; `HTTP-…` are answers without a code. */
export const retryAdvice: Readonly<Record<string, 'same key' | 'after Retry-After'>> = {
  'PAY-001': 'after Retry-After',
  'IDM-003': 'after Retry-After',
  'SYS-001': 'same key',
  'SYS-002': 'after Retry-After',
  'SYS-003': 'same key',
  'SYS-004': 'after Retry-After',
  'HTTP-429': 'same key',
  'HTTP-500': 'same key',
  'HTTP-503': 'same key',
};
