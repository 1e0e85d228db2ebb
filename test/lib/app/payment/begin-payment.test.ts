import { describe, expect, it } from 'vitest';
import { type NewPayment, recordPayment } from '../../../../lib/app/payment/begin-payment.ts';
import type { Order } from '../../../../lib/domain/order.ts';
import { ConflictError } from '../../../../lib/platform/resilience/retry-on-conflict.ts';
import { aPaymentAttempt } from '../../../builders/a-payment-attempt.ts';
import { aRunningRecord } from '../../../builders/an-idempotency-record.ts';
import { anOrder } from '../../../builders/an-order.ts';
import { createMemoryDatabase } from '../../../doubles/memory-database.ts';
import { calmly } from '../../../harness/shop/calmly.ts';

const payment: NewPayment = {
  order: anOrder(),
  paymentMethod: 'pm_card_visa',
  claim: { recordId: 'record-1', fingerprint: 'fingerprint-1', owner: 'request-1' },
  now: Date.parse('2026-07-01T12:00:30.000Z'),
  leaseMs: 30_000,
  triesPerHour: 3,
};

/** A store with one order, in which payments are begun. */
const beginning = async (order: Order = anOrder()) => {
  const { orders: store } = createMemoryDatabase();
  await store.commit({ order: { next: order } }, calmly);
  const begin = (facts: Partial<NewPayment> = {}) =>
    recordPayment({ store, assertGatewayAvailable: async () => {} }, { ...payment, order, ...facts }, calmly);
  return { store, begin };
};

describe('recordPayment', () => {
  it('stores attempt, mark and record before the gateway is called', async () => {
    const { store, begin } = await beginning();
    expect(await begin()).toMatchObject({ attempt: aPaymentAttempt() });
    const { id } = anOrder();
    expect(await store.findAttempt(id, 1, calmly)).toEqual(aPaymentAttempt());
    expect((await store.findOrder(id, calmly))?.payment).toEqual({ attempt: 1, state: 'unknown' });
    const expiresAt = '2026-07-02T12:00:30.000Z';
    expect(await store.findRecord('record-1', calmly)).toEqual(aRunningRecord({ expiresAt }));
  });

  it('publishes no event', async () => {
    const { store, begin } = await beginning();
    await begin();
    expect(await store.findEvents(anOrder().id, calmly)).toEqual([]);
  });

  it('is unknown while the outcome of an earlier try is unknown', async () => {
    const { begin } = await beginning(anOrder({ payment: { attempt: 1, state: 'unknown' } }));
    expect(await begin()).toEqual({ unknown: true });
  });

  it('conflicts with a request that was faster, and stores nothing', async () => {
    const { store, begin } = await beginning();
    await begin();
    const claim = { recordId: 'record-2', fingerprint: 'fingerprint-1', owner: 'request-2' };
    await expect(begin({ claim })).rejects.toThrow(ConflictError);
    expect(await store.findRecord('record-2', calmly)).toBeUndefined();
  });

  it('conflicts with a request of the same key that used up the last try, and reports no limit', async () => {
    const { begin } = await beginning();
    await begin({ triesPerHour: 1 });
    await expect(begin({ triesPerHour: 1 })).rejects.toThrow(ConflictError);
  });

  it('takes the place of a try with the same key that came to nothing', async () => {
    const failed = anOrder({ payment: { attempt: 1, state: 'failed' } });
    const { store, begin } = await beginning(failed);
    const replaces = aRunningRecord({ leaseOwner: 'request-0' });
    await store.commit({ idempotency: { record: replaces, now: failed.createdAt } }, calmly);
    await expect(begin()).rejects.toThrow(ConflictError);
    expect(await begin({ replaces })).toMatchObject({ attempt: { number: 2 } });
    expect(await store.findRecord('record-1', calmly)).toMatchObject({ leaseOwner: 'request-1', attempt: 2 });
  });
});
