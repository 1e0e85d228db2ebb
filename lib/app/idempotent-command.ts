import type { Caller } from '../contract/caller.ts';
import { idempotencyKeyReused } from '../contract/errors/factories.ts';
import type { StoredResponse } from '../contract/idempotency.ts';
import { type IdempotencyClaim, idempotencyWindowMs } from '../contract/idempotency.ts';
import type { EventCause } from '../domain/order-event.ts';
import type { CallOptions } from '../platform/call-options.ts';
import type { Clock } from '../platform/ports.ts';
import type { CompletedRecord, IdempotencyRecord } from './ports/idempotency-record.ts';
import type { OrderStore } from './ports/order-store.ts';

/** The caller of a command, its correlation id, and the trace that it belongs to. */
export interface CallerCommand {
  readonly caller: Caller;
  readonly correlationId: string;
  readonly traceparent?: string | undefined;
}

/** The cause of the events of a command. */
export const causeOf = (
  { correlationId, traceparent }: Omit<CallerCommand, 'caller'>,
  causationId: string,
): EventCause => ({ correlationId, causationId, ...(traceparent !== undefined && { traceparent }) });

/** A command that is executed once for its key. */
export interface IdempotentCommand extends CallerCommand {
  readonly claim: IdempotencyClaim;
}

/** How a command ended: with a new answer, or with the one that the same request got before. */
export interface CommandResult {
  readonly response: StoredResponse;
  readonly replayed: boolean;
}

const isSameRequest = (record: IdempotencyRecord, claim: IdempotencyClaim): boolean =>
  record.fingerprint === claim.fingerprint || record.fingerprint === claim.fingerprintAsSent;

/**
 * Makes sure that a record belongs to the same request.
 * @throws {ServiceError} IDM-002 when the key was used with another one.
 */
export const assertSameRequest = (record: IdempotencyRecord, claim: IdempotencyClaim): void => {
  if (!isSameRequest(record, claim)) throw idempotencyKeyReused();
};

/**
 * The answer that the same request got before, as long as it is remembered.
 * @param now milliseconds since 1970.
 * @throws {ServiceError} IDM-002 when the key was used with another request.
 */
export const answerBefore = (
  record: IdempotencyRecord | undefined,
  claim: IdempotencyClaim,
  now: number,
): CommandResult | undefined => {
  if (!record || Date.parse(record.expiresAt) <= now) return undefined;
  assertSameRequest(record, claim);
  return record.state === 'completed' ? { response: record.response, replayed: true } : undefined;
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

/** The result of storing a response: stored, an earlier response exists, or another request is running. */
export type StoreOutcomeResult =
  | { readonly stored: true }
  | { readonly earlier: StoredResponse }
  | { readonly reused: true }
  | { readonly stored: false };

/** Use case: remember how a request that changed nothing ended, such as one that found too little stock. */
export const storeOutcome =
  ({ store, clock }: { readonly store: Pick<OrderStore, 'commit'>; readonly clock: Clock }) =>
  async (
    claim: IdempotencyClaim,
    response: StoredResponse,
    options: CallOptions,
  ): Promise<StoreOutcomeResult> => {
    const now = clock();
    const record = completedRecord(claim, response, now);
    const [failure] = await store.commit(
      { idempotency: { record, now: new Date(now).toISOString(), replaces: { leaseOwner: claim.owner } } },
      options,
    );
    if (failure?.kind !== 'idempotency') return { stored: true };
    const { existing } = failure;
    if (!isSameRequest(existing, claim)) return { reused: true };
    return existing.state === 'completed' ? { earlier: existing.response } : { stored: false };
  };
