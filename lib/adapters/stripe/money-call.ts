import { PaymentOutcomeUnknown } from '../../app/ports/payment-gateway.ts';
import { deadlineExceeded, dependencyUnavailable, ServiceError } from '../../contract/errors/factories.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { DependencyPolicy } from '../../platform/resilience/dependency-policy.ts';
import { hadNoEffect } from './gateway-error.ts';

/** Runs one call with retries and a circuit breaker. */
export type Execute = DependencyPolicy['execute'];

/** Seconds after which a client may try again. */
const retryAfterSeconds = 1;

const serviceErrorOf = (error: unknown, { signal }: CallOptions): ServiceError => {
  if (error instanceof ServiceError) return error;
  if (signal.aborted) return deadlineExceeded(error);
  return dependencyUnavailable('payment-gateway', retryAfterSeconds, error);
};

/**
 * Makes a call that moves no money, so its failure has no unknown outcome.
 * @throws {ServiceError} SYS-002, or SYS-003 when the call is aborted.
 */
export const plainCall = async <T>(
  execute: Execute,
  options: CallOptions,
  attempt: (options: CallOptions) => Promise<T>,
): Promise<T> => {
  try {
    return await execute(options, attempt);
  } catch (error) {
    throw serviceErrorOf(error, options);
  }
};

/**
 * Makes a call that moves money. The last attempt alone does not decide the outcome: an earlier attempt, or an
 * attempt that was aborted while it ran, may have had the effect.
 * @throws {ServiceError} SYS-002 or SYS-003 when no attempt had an effect.
 * @throws {PaymentOutcomeUnknown} when one may have.
 */
export const moneyCall = async <T>(
  execute: Execute,
  options: CallOptions,
  attempt: (options: CallOptions) => Promise<T>,
): Promise<T> => {
  let inDoubt = 0;
  const counted = async (attemptOptions: CallOptions): Promise<T> => {
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
