import type { ErrorDetails } from './generated/errors.ts';

/** Codes of the error registry. */
export type ErrorCode = keyof ErrorDetails;

/**
 * Why a call failed: a code of the service; `HTTP-<status>` for an answer without a code, such as those of API Gateway
 * (its 401 is AUT-001, its 403 that names a scope AUT-002); `NETWORK` without an answer; `DEADLINE` without one in time.
 */
export type FailureCode = ErrorCode | `HTTP-${number}` | 'NETWORK' | 'DEADLINE';

/** The `details` of an error with a code. */
export type DetailsOf<Code extends FailureCode> = Code extends ErrorCode ? ErrorDetails[Code] : undefined;

/** The failure of a call. */
export interface Failure {
  readonly code: FailureCode;
  readonly message: string;
  readonly status?: number;
  readonly details?: unknown;
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
}

/** Facts about the call that failed. */
interface FailedCall {
  readonly attempts: number;
  readonly correlationId: string;
  readonly idempotencyKey?: string | undefined;
}

/** A call that failed. Programs use `code`; `isFailure` also gives its `details` their type. */
export class OrderServiceError<Code extends FailureCode = FailureCode> extends Error {
  readonly code: Code;
  /** HTTP status; absent without an answer. */
  readonly status: number | undefined;
  readonly details: DetailsOf<Code>;
  /** Id of the request in logs and events. */
  readonly correlationId: string;
  /** Seconds after which the request can succeed. */
  readonly retryAfterSeconds: number | undefined;
  /** Number of requests that the call sent. */
  readonly attempts: number;
  /** Key of the request, if it has one: a later call with it goes on with this one. */
  readonly idempotencyKey: string | undefined;

  constructor({ code, message, status, details, retryAfterSeconds, cause }: Failure, call: FailedCall) {
    super(`${code}: ${message}`, cause === undefined ? undefined : { cause });
    this.name = 'OrderServiceError';
    this.code = code as Code;
    this.status = status;
    this.details = details as DetailsOf<Code>;
    this.correlationId = call.correlationId;
    this.retryAfterSeconds = retryAfterSeconds;
    this.attempts = call.attempts;
    this.idempotencyKey = call.idempotencyKey;
  }
}

/** Whether an error is a failed call with one of these codes; without codes, with any. */
export const isFailure = <Code extends FailureCode = FailureCode>(
  error: unknown,
  ...codes: readonly Code[]
): error is { [C in Code]: OrderServiceError<C> }[Code] =>
  error instanceof OrderServiceError &&
  (codes.length === 0 || (codes as readonly string[]).includes(error.code));
