import { isOrderId, isSku } from '../../domain/identifiers.ts';
import type { Money } from '../../domain/money.ts';
import { headers } from '../headers.ts';
import type { UnfitSetting } from '../missing-scope.ts';
import type { PaymentFailureReason } from '../payment-failure-reasons.ts';
import type { HttpMethod } from '../route-definition.ts';
import type { Scope } from '../scopes.ts';
import type { WebhookRefusal } from '../webhooks.ts';
import { type ErrorCode, errorRegistry } from './registry.ts';

/** Facts about one occurrence that the client may see. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

interface ServiceErrorOptions {
  readonly details?: ErrorDetails;
  /** The details as they are logged, where they can repeat any text of the client. */
  readonly logged?: ErrorDetails;
  /** Replaces the registry's status where a code has two. */
  readonly status?: number;
  /** Whole seconds for the `Retry-After` header. */
  readonly retryAfterSeconds?: number;
  /** Headers that the answer has besides. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The cause; logged, never sent to the client. */
  readonly cause?: unknown;
}

/** An outcome that the registry knows. Anything else that is thrown is answered as SYS-001. */
export class ServiceError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly details: ErrorDetails | undefined;
  /** The details without free text from the client. */
  readonly loggedDetails: ErrorDetails | undefined;
  readonly retryAfterSeconds: number | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, options: ServiceErrorOptions = {}) {
    super(errorRegistry[code].message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ServiceError';
    this.code = code;
    this.status = options.status ?? errorRegistry[code].status;
    this.details = options.details;
    this.loggedDetails = options.logged ?? options.details;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.headers = options.headers ?? {};
  }
}

/** One problem of a request: the dotted path of a key, and the predicate of a sentence about it (`must be …`). */
export interface ValidationIssue {
  readonly path: string;
  readonly message: string;
}

export const orderNotFound = (orderId: string) =>
  new ServiceError('ORD-001', { details: { orderId }, logged: isOrderId(orderId) ? { orderId } : {} });

export const emptyOrder = () => new ServiceError('ORD-002');

export const invalidStatusTransition = (from: string, to: string) =>
  new ServiceError('ORD-003', { details: { from, to } });

export const insufficientInventory = (sku: string, requested: number, available: number) =>
  new ServiceError('ORD-004', { details: { sku, requested, available } });

/** Only for a definite answer about the payment; an unknown outcome of a payment is not a failure. */
export const paymentFailed = (reason: PaymentFailureReason) =>
  new ServiceError('ORD-005', { details: { reason } });

/** @param limits what the gateway can charge. */
export const totalNotChargeable = (
  total: Money,
  limits: { readonly minimum: Money; readonly maximum: Money },
) => new ServiceError('ORD-006', { details: { total, ...limits } });

/** @param limit unpaid orders that a customer may have. */
export const tooManyUnpaidOrders = (limit: number) => new ServiceError('ORD-007', { details: { limit } });

/** @param maximum most stock items that one order can take from. */
export const stockTooScattered = (needed: number, maximum: number) =>
  new ServiceError('ORD-008', { cause: new Error(`${needed} stock items needed, at most ${maximum} fit`) });

/** @param amounts `refundable` is what is left of what was paid. */
export const refundExceedsPayment = (amounts: {
  readonly requested: Money;
  readonly paid: Money;
  readonly refundable: Money;
}) => new ServiceError('ORD-009', { details: amounts });

export const tooManyPaymentAttempts = (retryAfterSeconds: number) =>
  new ServiceError('PAY-001', { retryAfterSeconds });

export const productNotFound = (sku: string) =>
  new ServiceError('PRD-001', { details: { sku }, logged: isSku(sku) ? { sku } : {} });

/** The request itself is well-formed, so an unknown product in an order is 422, not 404. */
export const unknownProductInOrder = (sku: string) =>
  new ServiceError('PRD-001', { details: { sku }, status: 422 });

export const stockChangesByMovements = (sku: string) => new ServiceError('PRD-002', { details: { sku } });

/** @param etag of the product as it is; absent when it does not exist. */
export const productHasChanged = (sku: string, etag: string | undefined) =>
  new ServiceError('PRD-003', { details: { sku, ...(etag !== undefined && { etag }) } });

export const movementExceedsStock = (sku: string, requested: number, available: number) =>
  new ServiceError('PRD-004', { details: { sku, requested, available } });

export const unknownPath = () => new ServiceError('API-001');

/** @param allowedMethods the methods that the path has. */
export const methodNotAllowed = (allowedMethods: readonly HttpMethod[]) =>
  new ServiceError('API-001', { status: 405, headers: { [headers.allow]: allowedMethods.join(', ') } });

/** @param loggedPaths the paths without names that the client chose. */
export const invalidRequest = (
  issues: readonly ValidationIssue[],
  loggedPaths: readonly string[] = issues.map(({ path }) => path),
) => new ServiceError('VAL-001', { details: { issues }, logged: { issues: loggedPaths } });

/** @param headers what the service accepts: `Accept` or `Accept-Encoding` (RFC 9110, 15.5.16). */
export const unsupportedBody = (reason: string, headers: Readonly<Record<string, string>>) =>
  new ServiceError('VAL-002', { details: { reason }, headers });

export const webhookRefused = (reason: WebhookRefusal) =>
  new ServiceError('VAL-003', { details: { reason } });

export const idempotencyKeyInvalid = (reason: string) => new ServiceError('IDM-001', { details: { reason } });

export const idempotencyKeyReused = () => new ServiceError('IDM-002');

export const idempotencyInProgress = (retryAfterSeconds: number) =>
  new ServiceError('IDM-003', { retryAfterSeconds });

export const unauthenticated = () => new ServiceError('AUT-001');

/** @param unfit the setting that does not fit the token, for the log only. */
export const insufficientScope = (scope: Scope, unfit?: UnfitSetting) =>
  new ServiceError('AUT-002', { details: { scope }, logged: { scope, ...unfit } });

export const unexpectedError = (cause: unknown) => new ServiceError('SYS-001', { cause });

/** @param dependency for the log only, through `cause`: responses never name dependencies. */
export const dependencyUnavailable = (dependency: string, retryAfterSeconds: number, cause?: unknown) =>
  new ServiceError('SYS-002', {
    retryAfterSeconds,
    cause: new Error(`${dependency} is unavailable`, { cause }),
  });

export const deadlineExceeded = (cause?: unknown) => new ServiceError('SYS-003', { cause });

/** @param subject and counts for the log only, through `cause`. */
export const tooManyConcurrentUpdates = (
  subject: string,
  { attempts, elapsedMs }: { readonly attempts: number; readonly elapsedMs: number },
  cause?: unknown,
) =>
  new ServiceError('SYS-004', {
    retryAfterSeconds: 1,
    cause: new Error(`too many concurrent updates of ${subject}: ${attempts} attempts in ${elapsedMs} ms`, {
      cause,
    }),
  });
