import { PaymentOutcomeUnknown } from '../../app/ports/payment-gateway.ts';
import {
  deadlineExceeded,
  dependencyUnavailable,
  ServiceError,
  unexpectedError,
} from '../../contract/errors/factories.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { DependencyPolicy } from '../../platform/resilience/dependency-policy.ts';
import { GatewayError, type GatewayErrorKind, hadNoEffect } from './gateway-error.ts';

/** Runs one call with retries and a circuit breaker. */
export type Execute = DependencyPolicy['execute'];

/** Seconds after which a client may try again. */
const retryAfterSeconds = 1;

/** Failures that another try cannot change. */
const lasting: ReadonlySet<GatewayErrorKind> = new Set(['configuration', 'decided', 'missing', 'payment']);

const serviceErrorOf = (error: unknown, { signal }: CallOptions): ServiceError => {
  if (error instanceof ServiceError) return error;
  if (error instanceof GatewayError && lasting.has(error.kind)) {
    return unexpectedError(new Error('payment-gateway rejected the request', { cause: error }));
  }
  if (signal.aborted) return deadlineExceeded(error);
  return dependencyUnavailable('payment-gateway', retryAfterSeconds, error);
};

/** Makes a call by several attempts if need be. */
export type Call = <T>(
  execute: Execute,
  options: CallOptions,
  attempt: (options: CallOptions) => Promise<T>,
) => Promise<T>;

/**
 * Makes a call that moves no money, so its failure has no unknown outcome.
 * @throws {ServiceError} SYS-001 when our key, account or request is wrong, SYS-002 when the gateway fails, SYS-003
 *   when the call is aborted.
 */
export const plainCall: Call = async (execute, options, attempt) => {
  try {
    return await execute(options, attempt);
  } catch (error) {
    throw serviceErrorOf(error, options);
  }
};

/**
 * Makes a call that moves money. The last attempt alone does not decide the outcome: an earlier attempt, or an
 * attempt that was aborted while it ran, may have had the effect.
 * @throws {ServiceError} as `plainCall`, when no attempt had an effect.
 * @throws {PaymentOutcomeUnknown} when one may have.
 */
export const moneyCall: Call = async (execute, options, attempt) => {
  let inDoubt = 0;
  const counted: typeof attempt = async (attemptOptions) => {
    inDoubt += 1;
    try {
      return await attempt(attemptOptions);
    } catch (error) {
      if (hadNoEffect(error)) inDoubt -= 1;
      throw error;
    }
  };
  try {
    return await execute(options, counted);
  } catch (error) {
    throw inDoubt > 0 ? new PaymentOutcomeUnknown(error) : serviceErrorOf(error, options);
  }
};
