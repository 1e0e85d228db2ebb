import type { IdempotencyClaim, StoredResponse } from '../../contract/idempotency.ts';

interface RecordBase extends Pick<IdempotencyClaim, 'recordId' | 'fingerprint'> {
  /** RFC 3339, UTC. From then on the record counts as absent, whether or not it was cleaned up. */
  readonly expiresAt: string;
}

/** The request was executed; this was the answer. */
export interface CompletedRecord extends RecordBase {
  readonly state: 'completed';
  readonly response: StoredResponse;
}

/** The request called a system outside, and that call is not finished. */
export interface RunningRecord extends RecordBase {
  readonly state: 'running';
  readonly orderId: string;
  /** Number of the payment attempt that it began. */
  readonly attempt: number;
  readonly leaseOwner: string;
  /** RFC 3339, UTC. */
  readonly leaseUntil: string;
}

export type IdempotencyRecord = CompletedRecord | RunningRecord;
