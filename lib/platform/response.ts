import type { ServiceError } from '../contract/errors/factories.ts';
import { headers } from '../contract/headers.ts';

/** A response in API Gateway's payload format 2.0. */
export interface ApiResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: string;
  /** Whether the body is bytes, as Base64. */
  readonly isBase64Encoded?: true;
}

/** A JSON body under any status. */
export const json = (
  statusCode: number,
  body: unknown,
  extraHeaders: Record<string, string> = {},
): ApiResponse => ({
  statusCode,
  headers: { 'Content-Type': 'application/json', ...extraHeaders },
  body: JSON.stringify(body),
});

/** Accepted, but not decided yet: ask again after some seconds. */
export const accepted = (body: unknown, location: string, retryAfterSeconds: number): ApiResponse =>
  json(202, body, { [headers.location]: location, [headers.retryAfter]: String(retryAfterSeconds) });

export const ok = (body: unknown): ApiResponse => json(200, body);

/** @param location path of what was created. */
export const created = (body: unknown, location: string): ApiResponse =>
  json(201, body, { [headers.location]: location });

/**
 * The response of a failed request in the contract's envelope. It contains the registry's message and the details,
 * never the cause.
 * @param at milliseconds since 1970.
 */
export const failed = (
  { code, status, message, details, retryAfterSeconds, headers: extraHeaders }: ServiceError,
  correlationId: string,
  at: number,
): ApiResponse => {
  const timestamp = new Date(at).toISOString();
  const envelope = { error: { code, message, ...(details && { details }), timestamp, correlationId } };
  const wait = retryAfterSeconds !== undefined && { [headers.retryAfter]: String(retryAfterSeconds) };
  return json(status, envelope, { ...extraHeaders, ...wait });
};
