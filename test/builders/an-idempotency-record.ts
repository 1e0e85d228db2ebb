import type { CompletedRecord, RunningRecord } from '../../lib/app/ports/idempotency-record.ts';
import { anOrder } from './an-order.ts';

const claim = { recordId: 'record-1', fingerprint: 'fingerprint-1', expiresAt: '2026-07-02T12:00:00.000Z' };

/** The record of an executed request. */
export const aCompletedRecord = (facts: Partial<CompletedRecord> = {}): CompletedRecord => ({
  ...claim,
  state: 'completed',
  response: { statusCode: 201, headers: { 'content-type': 'application/json' }, body: '{"id":"ord_1"}' },
  ...facts,
});

/** The record of a request that is still at work. */
export const aRunningRecord = (facts: Partial<RunningRecord> = {}): RunningRecord => ({
  ...claim,
  state: 'running',
  orderId: anOrder().id,
  attempt: 1,
  leaseOwner: 'request-1',
  leaseUntil: '2026-07-01T12:01:00.000Z',
  ...facts,
});
