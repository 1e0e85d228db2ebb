import { describe, expect, it } from 'vitest';
import type { OrderCommit } from '../../../../../lib/app/ports/order-store.ts';
import { aCompletedRecord, aRunningRecord } from '../../../../builders/an-idempotency-record.ts';
import { type CurrentShop, calmly } from '../../../../harness/shop/stored-shop.ts';

type Change = NonNullable<OrderCommit['idempotency']>;

const now = '2026-07-01T12:00:00.000Z';
const { expiresAt } = aCompletedRecord();

export const idempotencyContract = (shop: CurrentShop): void => {
  describe('the record of a request', () => {
    const store = (record: Change['record'], facts: Partial<Change> = {}) =>
      shop().orders.commit({ idempotency: { record, now, ...facts } }, calmly);
    const stored = () => shop().orders.findRecord('record-1', calmly);
    const refusedBy = (existing: Change['record']) => [{ kind: 'idempotency', existing }];

    it.each([
      ['executed', aCompletedRecord()],
      ['at work', aRunningRecord()],
    ])('is found as it was stored when the request is %s', async (_, record) => {
      expect(await store(record)).toEqual([]);
      expect(await stored()).toEqual(record);
    });

    it('keeps the response byte for byte', async () => {
      const response = {
        statusCode: 402,
        headers: { location: '/a b', 'x-empty': '' },
        body: '{"Tee": "緑茶 🍵",\n "price":1.0}\u2028',
      };
      await store(aCompletedRecord({ response }));
      expect(await stored()).toEqual(aCompletedRecord({ response }));
    });

    it.each([
      ['executed', aCompletedRecord()],
      ['at work', aRunningRecord()],
    ])('refuses another record while the request is %s', async (_, existing) => {
      await store(existing);
      expect(await store(aCompletedRecord({ fingerprint: 'other' }))).toEqual(refusedBy(existing));
      expect(await stored()).toEqual(existing);
    });

    it('counts to the end of its window and not a moment longer', async () => {
      const next = aCompletedRecord({ fingerprint: 'other', expiresAt: '2026-07-03T12:00:00.000Z' });
      await store(aCompletedRecord());
      expect(await store(next, { now: '2026-07-02T11:59:59.999Z' })).toEqual(refusedBy(aCompletedRecord()));
      expect(await store(next, { now: expiresAt })).toEqual([]);
      expect(await stored()).toEqual(next);
    });

    it('gives way past its window even when the request is still at work', async () => {
      await store(aRunningRecord());
      expect(await store(aCompletedRecord(), { now: expiresAt })).toEqual([]);
    });

    describe('when it is to replace the running one', () => {
      const replaces = { leaseOwner: 'request-1' };

      it('is stored for the owner of the lease', async () => {
        await store(aRunningRecord());
        expect(await store(aCompletedRecord(), { replaces })).toEqual([]);
        expect(await stored()).toEqual(aCompletedRecord());
      });

      it('is refused for another lease owner', async () => {
        await store(aRunningRecord());
        const failures = await store(aCompletedRecord(), { replaces: { leaseOwner: 'request-2' } });
        expect(failures).toEqual(refusedBy(aRunningRecord()));
        expect(await stored()).toEqual(aRunningRecord());
      });

      it('is refused once that one is completed', async () => {
        await store(aRunningRecord());
        await store(aCompletedRecord(), { replaces });
        const late = aCompletedRecord({ fingerprint: 'other' });
        expect(await store(late, { replaces })).toEqual(refusedBy(aCompletedRecord()));
      });

      it('is stored when that one is gone', async () => {
        expect(await store(aCompletedRecord(), { replaces })).toEqual([]);
      });

      it('is stored for any owner after the window of the running record', async () => {
        await store(aRunningRecord());
        const late = { now: expiresAt, replaces: { leaseOwner: 'request-2' } };
        expect(await store(aCompletedRecord(), late)).toEqual([]);
      });
    });
  });
};
