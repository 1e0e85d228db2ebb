import { describe, expect, it } from 'vitest';
import { answerBefore, assertSameRequest, completedRecord } from '../../../lib/app/idempotent-command.ts';
import { aCompletedRecord, aRunningRecord } from '../../builders/an-idempotency-record.ts';

const claim = { recordId: 'record-1', fingerprint: 'fingerprint-1', owner: 'request-1' };
const { response } = aCompletedRecord();

describe('assertSameRequest', () => {
  it.each([aCompletedRecord(), aRunningRecord()])('lets the same request pass, $state', (record) => {
    expect(() => assertSameRequest(record, claim)).not.toThrow();
  });

  it.each([aCompletedRecord(), aRunningRecord()])('is IDM-002 for another request, $state', (record) => {
    expect(() => assertSameRequest(record, { ...claim, fingerprint: 'fingerprint-2' })).toThrow(
      expect.objectContaining({ code: 'IDM-002', status: 422 }),
    );
  });
});

describe('answerBefore', () => {
  const expiresAt = Date.parse(aCompletedRecord().expiresAt);

  it('is the answer of the same request, as long as it is remembered', () => {
    expect(answerBefore(aCompletedRecord(), claim, expiresAt - 1)).toEqual({ response, replayed: true });
    expect(answerBefore(aCompletedRecord(), claim, expiresAt)).toBeUndefined();
  });

  it('is absent without a record, and while the request is running', () => {
    expect(answerBefore(undefined, claim, expiresAt - 1)).toBeUndefined();
    expect(answerBefore(aRunningRecord(), claim, expiresAt - 1)).toBeUndefined();
  });

  it('is IDM-002 for another request, which is taken once the key is forgotten', () => {
    const other = { ...claim, fingerprint: 'fingerprint-2' };
    expect(() => answerBefore(aCompletedRecord(), other, expiresAt - 1)).toThrow(
      expect.objectContaining({ code: 'IDM-002' }),
    );
    expect(answerBefore(aCompletedRecord(), other, expiresAt)).toBeUndefined();
  });
});

describe('completedRecord', () => {
  it('is remembered for 24 hours', () => {
    expect(completedRecord(claim, response, Date.parse('2026-07-01T12:00:00.000Z'))).toEqual({
      recordId: 'record-1',
      fingerprint: 'fingerprint-1',
      state: 'completed',
      response,
      expiresAt: '2026-07-02T12:00:00.000Z',
    });
  });
});
