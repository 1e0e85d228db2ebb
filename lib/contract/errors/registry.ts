/** Everything that the service promises about one error code. */
export interface ErrorEntry {
  readonly status: number;
  /** Message for people; programs use the code. */
  readonly message: string;
  /** The situation in which a client receives it, for docs/errors.md. */
  readonly when: string;
  readonly logLevel: 'warn' | 'error';
  /** Whether a request that ends so counts against the availability objective. */
  readonly spendsErrorBudget: boolean;
  /** Whether this response is stored for an idempotency key and replayed. */
  readonly replayed?: true;
}

/** The error registry: the only definition of each code. */
export const errorRegistry = {
  'ORD-001': {
    status: 404,
    message: 'Order not found',
    when: 'The order does not exist or belongs to another customer.',
    logLevel: 'warn',
    spendsErrorBudget: false,
  },
  'ORD-002': {
    status: 400,
    message: 'Empty order not allowed',
    when: 'The order has no items.',
    logLevel: 'warn',
    spendsErrorBudget: false,
  },
  'ORD-003': {
    status: 409,
    message: 'Invalid order status transition',
    when: 'The current status of the order does not allow the requested transition. A repeated cancellation, shipment or delivery of an order that still has the resulting status succeeds (200).',
    logLevel: 'warn',
    spendsErrorBudget: false,
    replayed: true,
  },
  'ORD-004': {
    status: 409,
    message: 'Insufficient inventory',
    when: 'Fewer units are available than the order requests.',
    logLevel: 'warn',
    spendsErrorBudget: false,
    replayed: true,
  },
  'ORD-005': {
    status: 402,
    message: 'Payment failed',
    when: 'The gateway gave a definite answer about this payment; `details.reason` is one of the [reasons](#reasons-of-ord-005). No money was charged, and the order can be paid with another payment method.',
    logLevel: 'warn',
    spendsErrorBudget: false,
    replayed: true,
  },
  'ORD-006': {
    status: 422,
    message: 'Total cannot be charged',
    when: 'The total of the order is below `details.minimum` or above `details.maximum`. A total of 0 is allowed.',
    logLevel: 'warn',
    spendsErrorBudget: false,
    replayed: true,
  },
  'ORD-007': {
    status: 409,
    message: 'Too many unpaid orders',
    when: 'The customer has as many unpaid orders as `details.limit`. Pay or cancel one, then repeat the request with the same key.',
    logLevel: 'warn',
    spendsErrorBudget: false,
  },
  'ORD-008': {
    status: 409,
    message: 'Stock too scattered for one order',
    when: 'The units are spread over more stock items than one order can take from. Fewer items or units may fit.',
    logLevel: 'warn',
    spendsErrorBudget: false,
    replayed: true,
  },
  'ORD-009': {
    status: 409,
    message: 'Refund exceeds what was paid',
    when: 'Less than the requested amount is left of what was paid; refunds that are under way or failed count. `details` has `requested`, `paid` and `refundable`.',
    logLevel: 'warn',
    spendsErrorBudget: false,
    replayed: true,
  },
  'PAY-001': {
    status: 429,
    message: 'Too many attempts to pay',
    when: 'The order has had 10 attempts to pay it, or its customer as many within the hour as the deployment allows. Nothing was charged; try again after `Retry-After` seconds.',
    logLevel: 'warn',
    spendsErrorBudget: false,
  },
  'PRD-001': {
    status: 404,
    message: 'Unknown product',
    when: 'The product does not exist; 422 when an order contains its SKU, also if it is discontinued.',
    logLevel: 'warn',
    spendsErrorBudget: false,
    replayed: true,
  },
  'PRD-002': {
    status: 409,
    message: 'Stock of an existing product changes by movements only',
    when: 'A PUT with `stock` names a product that exists, and does not repeat its creation.',
    logLevel: 'warn',
    spendsErrorBudget: false,
  },
  'PRD-003': {
    status: 412,
    message: 'Product has changed',
    when: 'The product does not have a version of `If-Match`, or exists despite `If-None-Match: *`.',
    logLevel: 'warn',
    spendsErrorBudget: false,
  },
  'PRD-004': {
    status: 409,
    message: 'Stock movement exceeds the available units',
    when: 'More units would leave stock than are available; units that orders hold cannot leave.',
    logLevel: 'warn',
    spendsErrorBudget: false,
    replayed: true,
  },
  'API-001': {
    status: 404,
    message: 'Unknown path or method',
    when: 'The API has no such path; 405 when the path has other methods, which `Allow` lists.',
    logLevel: 'warn',
    spendsErrorBudget: false,
  },
  'VAL-001': {
    status: 400,
    message: 'Request does not match the schema',
    when: 'The body, path or query is invalid; `details.issues` lists the `path` of each key and, in `message`, what it must be.',
    logLevel: 'warn',
    spendsErrorBudget: false,
  },
  'VAL-002': {
    status: 415,
    message: 'Unsupported content type or encoding',
    when: 'The body is not sent as `application/json` in UTF-8, or has a `Content-Encoding`; `details.reason` states the rule. A body without a `Content-Type` is refused too; requests without a body are not affected.',
    logLevel: 'warn',
    spendsErrorBudget: false,
  },
  'VAL-003': {
    status: 400,
    message: 'Webhook not accepted',
    when: 'A request to the webhook has no valid signature of the payment gateway, is older than the signature may be, or is no event; `details.reason` states which.',
    logLevel: 'warn',
    spendsErrorBudget: false,
  },
  'IDM-001': {
    status: 400,
    message: 'Idempotency-Key is missing or malformed',
    when: 'The route requires an `Idempotency-Key` of 16 to 255 characters from `A-Z a-z 0-9 _ - : .`.',
    logLevel: 'warn',
    spendsErrorBudget: false,
  },
  'IDM-002': {
    status: 422,
    message: 'Idempotency-Key already used with a different request',
    when: 'The key was already used with a different path or body.',
    logLevel: 'warn',
    spendsErrorBudget: false,
  },
  'IDM-003': {
    status: 409,
    message: 'A request with this Idempotency-Key is still running',
    when: 'The first request with this key has not finished; `Retry-After` is the time in seconds that it still has.',
    logLevel: 'warn',
    spendsErrorBudget: false,
  },
  'AUT-001': {
    status: 401,
    message: 'Authentication required',
    when: 'The access token is missing, invalid or expired.',
    logLevel: 'warn',
    spendsErrorBudget: false,
  },
  'AUT-002': {
    status: 403,
    message: 'Insufficient scope',
    when: 'The access token lacks the scope in `details.scope`.',
    logLevel: 'warn',
    spendsErrorBudget: false,
  },
  'SYS-001': {
    status: 500,
    message: 'Internal server error',
    when: 'An unexpected error occurred. The logs contain the cause under the correlation id; the body never does.',
    logLevel: 'error',
    spendsErrorBudget: true,
  },
  'SYS-002': {
    status: 503,
    message: 'Service temporarily unavailable',
    when: 'A dependency is unavailable or its circuit is open; retry after `Retry-After` seconds.',
    logLevel: 'warn',
    spendsErrorBudget: true,
  },
  'SYS-003': {
    status: 504,
    message: 'Request timed out',
    when: 'The deadline passed before the request finished.',
    logLevel: 'warn',
    spendsErrorBudget: true,
  },
  'SYS-004': {
    status: 503,
    message: 'Too many concurrent updates',
    when: 'Other requests kept changing the same order or stock; try again after `Retry-After` seconds.',
    logLevel: 'warn',
    spendsErrorBudget: true,
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorRegistry;
