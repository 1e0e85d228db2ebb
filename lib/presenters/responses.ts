import type { ServiceError } from '../contract/errors/service-error.ts';
import { headers } from '../contract/headers.ts';
import type { StoredResponse } from '../contract/stored-response.ts';
import { type ApiResponse, json } from '../platform/response.ts';

/** The response of a command; a replayed one says so, and is otherwise the same byte for byte. */
export const presentResult = ({
  response,
  replayed,
}: {
  readonly response: StoredResponse;
  readonly replayed: boolean;
}): ApiResponse => ({
  ...response,
  headers: { ...response.headers, ...(replayed && { [headers.idempotentReplayed]: 'true' }) },
});

/**
 * The response of a failed request in the contract's envelope. It contains the registry's message and the details,
 * never the cause.
 * @param at milliseconds since 1970.
 */
export const presentError = (
  { code, status, message, details, retryAfterSeconds }: ServiceError,
  correlationId: string,
  at: number,
): ApiResponse => {
  const timestamp = new Date(at).toISOString();
  const envelope = { error: { code, message, ...(details && { details }), timestamp, correlationId } };
  const wait = retryAfterSeconds !== undefined && { [headers.retryAfter]: String(retryAfterSeconds) };
  return json(status, envelope, { ...wait });
};

/** The response of a readiness check: 200 when every check passed, otherwise 503. */
export const presentReadiness = (readiness: {
  status: 'ok' | 'degraded';
  checks: Readonly<Record<string, string>>;
}): ApiResponse => json(readiness.status === 'ok' ? 200 : 503, readiness);
