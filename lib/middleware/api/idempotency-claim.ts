import { createHash } from 'node:crypto';
import { idempotencyKeyInvalid } from '../../contract/errors/factories.ts';
import { headers } from '../../contract/headers.ts';
import { type IdempotencyClaim, idempotencyKeyPattern } from '../../contract/idempotency.ts';
import type { ApiGatewayEvent } from './api-event.ts';
import { requestHeader } from './request-header.ts';

const sha256 = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

/** The value with the members of every object in one order, so that equal requests have equal text. */
const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, canonical(member)]),
  );
};

/** A structured-field string (draft-ietf-httpapi-idempotency-key-header) or the bare characters. */
const unquoted = (value: string): string => /^"(.*)"$/.exec(value.trim())?.[1] ?? value.trim();

const keyIn = (sent: ApiGatewayEvent['headers']): string => {
  const value = requestHeader(sent, headers.idempotencyKey);
  if (value === undefined) throw idempotencyKeyInvalid('the header is missing');
  const key = unquoted(value);
  if (!idempotencyKeyPattern.test(key)) {
    throw idempotencyKeyInvalid('must be 16 to 255 characters from A-Z a-z 0-9 _ - : .');
  }
  return key;
};

export interface ClaimedRequest {
  readonly routeId: string;
  readonly callerId: string;
  readonly headers: ApiGatewayEvent['headers'];
  readonly path: unknown;
  /** With its defaults. */
  readonly body: unknown;
  /** Without them. */
  readonly sentBody: unknown;
  /** Drawn for this request. */
  readonly owner: string;
}

/**
 * A request's claim by its `Idempotency-Key`. The key itself is not kept.
 * @throws {ServiceError} IDM-001 when the key is missing or malformed.
 */
export const claimFor = ({
  routeId,
  callerId,
  headers: sent,
  path,
  body,
  sentBody,
  owner,
}: ClaimedRequest): IdempotencyClaim => {
  const fingerprintOf = (content: unknown) => sha256([routeId, canonical(path), canonical(content)]);
  return {
    recordId: sha256([callerId, routeId, keyIn(sent)]),
    fingerprint: fingerprintOf(body),
    fingerprintAsSent: fingerprintOf(sentBody),
    owner,
  };
};
