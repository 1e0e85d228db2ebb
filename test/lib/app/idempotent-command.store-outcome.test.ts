import { describe, expect, it } from 'vitest';
import { storeOutcome } from '../../../lib/app/idempotent-command.ts';
import type { IdempotencyRecord } from '../../../lib/app/ports/idempotency-record.ts';
import type { StoredResponse } from '../../../lib/contract/idempotency.ts';
import { aCompletedRecord, aRunningRecord } from '../../builders/an-idempotency-record.ts';
import { createMemoryDatabase } from '../../doubles/memory-database.ts';
import { calmly } from '../../harness/shop/calmly.ts';

const at = Date.parse('2026-07-01T12:00:00.000Z');
const claim = { recordId: 'record-1', fingerprint: 'fingerprint-1', owner: 'request-1' };
const response: StoredResponse = { statusCode: 409, headers: {}, body: '{"error":{}}' };

/** Stores an outcome beside what is there already. */
const storing = async (existing?: IdempotencyRecord, clock = () => at) => {
  const { orders: store } = createMemoryDatabase();
  if (existing) {
    await store.commit({ idempotency: { record: existing, now: '2026-07-01T11:00:00.000Z' } }, calmly);
  }
  const result = await storeOutcome({ store, clock })(claim, response, calmly);
  return { result, stored: await store.findRecord('record-1', calmly) };
};

const outcome = aCompletedRecord({ response });

describe('storeOutcome', () => {
  it('stores the outcome of the request', async () => {
    expect(await storing()).toEqual({ result: { stored: true }, stored: outcome });
  });

  it('replaces the running record of the same request', async () => {
    expect(await storing(aRunningRecord())).toEqual({ result: { stored: true }, stored: outcome });
  });

  it('replaces an expired record', async () => {
    const over = aCompletedRecord({ expiresAt: '2026-07-01T12:00:00.000Z', fingerprint: 'fingerprint-0' });
    expect(await storing(over)).toEqual({ result: { stored: true }, stored: outcome });
  });

  it('keeps the earlier answer to the same request, and returns it', async () => {
    const earlier = aCompletedRecord();
    expect(await storing(earlier)).toEqual({ result: { earlier: earlier.response }, stored: earlier });
  });

  it('keeps the running record of another request with the same key', async () => {
    const running = aRunningRecord({ leaseOwner: 'request-2' });
    expect(await storing(running)).toEqual({ result: { stored: false }, stored: running });
  });

  it.each([
    aCompletedRecord({ fingerprint: 'fingerprint-2' }),
    aRunningRecord({ fingerprint: 'fingerprint-2', leaseOwner: 'request-2' }),
  ])('keeps the record of another request, and reports that the key was reused, $state', async (other) => {
    expect(await storing(other)).toEqual({ result: { reused: true }, stored: other });
  });
});
