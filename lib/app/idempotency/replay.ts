import { idempotencyKeyReused } from '../../contract/errors/factories.ts';
import { type IdempotencyClaim, idempotencyWindowMs } from '../../contract/idempotency.ts';
import type { StoredResponse } from '../../contract/stored-response.ts';
import type { CompletedRecord, IdempotencyRecord } from '../ports/idempotency-record.ts';

/** How a command ended: with a new answer, or with the one that the same request got before. */
export interface CommandResult {
  readonly response: StoredResponse;
  readonly replayed: boolean;
}

/**
 * Makes sure that a record belongs to the same request.
 * @throws {ServiceError} IDM-002 when the key was used with another one.
 */
export const assertSameRequest = (record: IdempotencyRecord, { fingerprint }: IdempotencyClaim): void => {
  if (record.fingerprint !== fingerprint) throw idempotencyKeyReused();
};

/** The record of an executed request. @param now milliseconds since 1970. */
export const completedRecord = (
  { recordId, fingerprint }: IdempotencyClaim,
  response: StoredResponse,
  now: number,
): CompletedRecord => ({
  recordId,
  fingerprint,
  state: 'completed',
  response,
  expiresAt: new Date(now + idempotencyWindowMs).toISOString(),
});
