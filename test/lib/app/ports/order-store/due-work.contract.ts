import { describe, expect, it } from 'vitest';
import { orderStatuses } from '../../../../../lib/domain/order-status.ts';
import { attemptStates } from '../../../../../lib/domain/payment-attempt.ts';
import { aPaymentAttempt } from '../../../../builders/a-payment-attempt.ts';
import { anOrder } from '../../../../builders/an-order.ts';
import { orderIdOf } from '../../../../builders/order-id-of.ts';
import { type CurrentShop, calmly } from './shop.ts';

const at = (second: number): string => new Date(Date.UTC(2026, 6, 1, 12, 0, second)).toISOString();

// In no order of time.
const seconds = [7, 3, 11, 1, 9, 5, 12, 2, 10, 4, 8, 6];
const byTime = [...seconds].sort((a, b) => a - b).map(orderIdOf);

export const dueWorkContract = (shop: CurrentShop): void => {
  describe('listExpired', () => {
    const place = (facts: Parameters<typeof anOrder>[0]) =>
      shop().orders.commit({ order: { next: anOrder(facts) } }, calmly);
    const expired = (now: string, limit = 100) => shop().orders.listExpired(now, limit, calmly);

    it('has an order from the moment at which its time is up', async () => {
      await place({ expiresAt: at(10) });
      expect(await expired('2026-07-01T12:00:09.999Z')).toEqual([]);
      expect(await expired(at(10))).toEqual([anOrder().id]);
    });

    it('has the oldest first, and no more than asked for', async () => {
      await Promise.all(seconds.map((n) => place({ id: orderIdOf(n), expiresAt: at(n) })));
      expect(await expired(at(59))).toEqual(byTime);
      expect(await expired(at(59), 5)).toEqual(byTime.slice(0, 5));
      expect(await expired(at(4))).toEqual(byTime.slice(0, 4));
    });

    it('has pending orders alone', async () => {
      await Promise.all(orderStatuses.map((status, n) => place({ id: orderIdOf(n), status })));
      expect(await expired('2027-01-01T00:00:00.000Z')).toEqual([
        orderIdOf(orderStatuses.indexOf('pending')),
      ]);
    });

    it('lets go of an order that is no longer pending', async () => {
      await place({ expiresAt: at(1) });
      const next = anOrder({ expiresAt: at(1), status: 'confirmed', revision: 2 });
      await shop().orders.commit({ order: { next, expectedRevision: 1 } }, calmly);
      expect(await expired(at(59))).toEqual([]);
    });
  });

  describe('listAttemptsToReconcile', () => {
    const begin = (facts: Parameters<typeof aPaymentAttempt>[0]) =>
      shop().orders.commit({ attempt: { next: aPaymentAttempt(facts) } }, calmly);
    const unsettled = (now: string, limit = 100) => shop().orders.listAttemptsToReconcile(now, limit, calmly);

    it('has an attempt from the moment at which its lease is over', async () => {
      await begin({ number: 2, leaseUntil: at(10) });
      expect(await unsettled('2026-07-01T12:00:09.999Z')).toEqual([]);
      expect(await unsettled(at(10))).toEqual([{ orderId: anOrder().id, number: 2 }]);
    });

    it('has the oldest first, and no more than asked for', async () => {
      await Promise.all(seconds.map((n) => begin({ orderId: orderIdOf(n), leaseUntil: at(n) })));
      const due = byTime.map((orderId) => ({ orderId, number: 1 }));
      expect(await unsettled(at(59))).toEqual(due);
      expect(await unsettled(at(59), 5)).toEqual(due.slice(0, 5));
    });

    it('has attempts alone for which something is to be found out or done', async () => {
      await Promise.all(attemptStates.map((state, n) => begin({ state, number: n + 1, leaseUntil: at(n) })));
      const states = (await unsettled(at(59))).map(({ number }) => attemptStates[number - 1]);
      expect(states).toEqual(['in_flight', 'unknown', 'refund_due']);
    });

    it('lets go of an attempt that is settled, and of one that is leased anew until its lease is over', async () => {
      const lease = { leaseUntil: at(1) };
      const expected = { state: 'in_flight', leaseOwner: 'request-1' } as const;
      await begin(lease);
      await begin({ ...lease, number: 2 });
      const settled = aPaymentAttempt({ ...lease, state: 'declined' });
      const leased = aPaymentAttempt({ number: 2, leaseOwner: 'reconciler', leaseUntil: at(30) });
      await shop().orders.commit({ attempt: { next: settled, expected } }, calmly);
      await shop().orders.commit({ attempt: { next: leased, expected } }, calmly);
      expect(await unsettled(at(29))).toEqual([]);
      expect(await unsettled(at(30))).toEqual([{ orderId: anOrder().id, number: 2 }]);
    });
  });

  it('keeps expiry and payments apart', async () => {
    const attempt = { next: aPaymentAttempt({ orderId: orderIdOf(1), leaseUntil: at(1) }) };
    await shop().orders.commit({ order: { next: anOrder({ expiresAt: at(1) }) }, attempt }, calmly);
    expect(await shop().orders.listExpired(at(2), 10, calmly)).toEqual([anOrder().id]);
    expect(await shop().orders.listAttemptsToReconcile(at(2), 10, calmly)).toEqual([
      { orderId: orderIdOf(1), number: 1 },
    ]);
  });
};
