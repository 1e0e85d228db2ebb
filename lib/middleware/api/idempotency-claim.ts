import { hash } from 'node:crypto';
import { idempotencyKeyInvalid } from '../../contract/errors/factories.ts';
import { headers } from '../../contract/headers.ts';
import { type IdempotencyClaim, idempotencyKeyPattern } from '../../contract/idempotency.ts';
import type { ApiGatewayEvent } from './api-event.ts';
import { requestHeader } from './request-header.ts';

const sha256 = (text: string): string => hash('sha256', text, 'hex');

/** JSON with the members of every object in one order, so that equal requests have equal texts. */
const canonicalText = (value: unknown): string => {
  // As `JSON.stringify` has it in a list.
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  let members = '';
  for (const key of Object.keys(value).sort()) {
    const member: unknown = (value as Record<string, unknown>)[key];
    if (member === undefined) continue;
    members += `${members && ','}${JSON.stringify(key)}:${canonicalText(member)}`;
  }
  return `{${members}}`;
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
  const target = `[${JSON.stringify(routeId)},${canonicalText(path)}`;
  const bodyText = canonicalText(body);
  const sentText = canonicalText(sentBody);
  const fingerprint = sha256(`${target},${bodyText}]`);
  return {
    recordId: sha256(JSON.stringify([callerId, routeId, keyIn(sent)])),
    fingerprint,
    fingerprintAsSent: sentText === bodyText ? fingerprint : sha256(`${target},${sentText}]`),
    owner,
  };
};
