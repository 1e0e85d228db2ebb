import { describe, expect, it } from 'vitest';
import type { DueWork } from '../../../../../lib/app/ports/order-store.ts';
import { orderStatuses } from '../../../../../lib/domain/order-status.ts';
import { attemptStates } from '../../../../../lib/domain/payment-attempt.ts';
import { aPaymentAttempt } from '../../../../builders/a-payment-attempt.ts';
import { anOrder } from '../../../../builders/an-order.ts';
import { orderIdOf } from '../../../../builders/order-id-of.ts';
import { type CurrentShop, calmly } from '../../../../harness/shop/stored-shop.ts';

const at = (second: number): string => new Date(Date.UTC(2026, 6, 1, 12, 0, second)).toISOString();

// In no order of time.
const seconds = [7, 3, 11, 1, 9, 5, 12, 2, 10, 4, 8, 6];
const byTime = [...seconds].sort((a, b) => a - b).map(orderIdOf);

export const dueWorkContract = (shop: CurrentShop): void => {
  const due = (work: DueWork, now: string) => Array.fromAsync(shop().orders.listDue(work, now, calmly));

  describe('listDue of orders to expire', () => {
    const place = (facts: Parameters<typeof anOrder>[0]) =>
      shop().orders.commit({ order: { next: anOrder(facts) } }, calmly);
    const expired = async (now: string) => (await due('EXPIRY', now)).map(({ orderId }) => orderId);

    it('has an order from the moment at which its time is up', async () => {
      await place({ expiresAt: at(10) });
      expect(await expired('2026-07-01T12:00:09.999Z')).toEqual([]);
      expect(await expired(at(10))).toEqual([anOrder().id]);
    });

    it('has the oldest first', async () => {
      await Promise.all(seconds.map((n) => place({ id: orderIdOf(n), expiresAt: at(n) })));
      expect(await expired(at(59))).toEqual(byTime);
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

  describe('listDue of attempts to reconcile', () => {
    const begin = (facts: Parameters<typeof aPaymentAttempt>[0]) =>
      shop().orders.commit({ attempt: { next: aPaymentAttempt(facts) } }, calmly);
    const unsettled = async (now: string) =>
      (await due('PAYMENT', now)).map(({ orderId, attempt: number = 0 }) => ({ orderId, number }));

    it('has an attempt from the moment at which its lease is over', async () => {
      await begin({ number: 2, leaseUntil: at(10) });
      expect(await unsettled('2026-07-01T12:00:09.999Z')).toEqual([]);
      expect(await unsettled(at(10))).toEqual([{ orderId: anOrder().id, number: 2 }]);
    });

    it('has the oldest first', async () => {
      await Promise.all(seconds.map((n) => begin({ orderId: orderIdOf(n), leaseUntil: at(n) })));
      expect(await unsettled(at(59))).toEqual(byTime.map((orderId) => ({ orderId, number: 1 })));
    });

    it('has attempts alone for which something is to be found out or done', async () => {
      await Promise.all(attemptStates.map((state, n) => begin({ state, number: n + 1, leaseUntil: at(n) })));
      const states = (await unsettled(at(59))).map(({ number }) => attemptStates[number - 1]);
      expect(states).toEqual(['in_flight', 'unknown', 'refund_due']);
    });

    it('lets go of an attempt that is settled, and of one that is leased again until its lease is over', async () => {
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
    expect(await due('EXPIRY', at(2))).toEqual([{ work: 'EXPIRY', orderId: anOrder().id, dueSince: at(1) }]);
    expect(await due('PAYMENT', at(2))).toEqual([
      { work: 'PAYMENT', orderId: orderIdOf(1), attempt: 1, dueSince: at(1) },
    ]);
  });

  describe('putOff', () => {
    const kinds = [
      ['EXPIRY', () => ({ order: { next: anOrder({ expiresAt: at(1) }) } })],
      ['PAYMENT', () => ({ attempt: { next: aPaymentAttempt({ leaseUntil: at(1) }) } })],
    ] as const;

    it.each(kinds)(
      'moves the due time of work of the kind %s, which stays due since then',
      async (work, make) => {
        await shop().orders.commit(make(), calmly);
        for (const until of [at(10), at(20)]) {
          const [item] = await due(work, at(19));
          if (item) await shop().orders.putOff(item, until, calmly);
        }
        expect(await due(work, at(19))).toEqual([]);
        expect(await due(work, at(20))).toMatchObject([{ dueSince: at(1) }]);
      },
    );

    it('keeps a later due time, and gives none to an order that is no longer pending', async () => {
      const { orders } = shop();
      const item = { work: 'EXPIRY', orderId: anOrder().id, dueSince: at(1) } as const;
      await orders.commit({ order: { next: anOrder({ expiresAt: at(30) }) } }, calmly);
      await orders.putOff(item, at(20), calmly);
      expect(await due('EXPIRY', at(29))).toEqual([]);
      const next = anOrder({ expiresAt: at(30), status: 'confirmed', revision: 2 });
      await orders.commit({ order: { next, expectedRevision: 1 } }, calmly);
      await orders.putOff(item, at(40), calmly);
      expect(await due('EXPIRY', at(59))).toEqual([]);
    });

    it('skips work that waits for an operator by now', async () => {
      const { orders } = shop();
      await orders.commit({ attempt: { next: aPaymentAttempt({ leaseUntil: at(1) }) } }, calmly);
      const [item] = await due('PAYMENT', at(1));
      const attention = { reason: 'disputed', since: at(2) } as const;
      const expected = { state: 'in_flight', leaseOwner: 'request-1' } as const;
      await orders.commit({ attempt: { next: aPaymentAttempt({ attention }), expected } }, calmly);
      if (item) await orders.putOff(item, at(50), calmly);
      expect(await due('ATTENTION', at(2))).toMatchObject([{ attempt: 1, dueSince: at(2) }]);
    });

    it('is undone by the next change of the order', async () => {
      const { orders } = shop();
      await orders.commit({ order: { next: anOrder({ expiresAt: at(1) }) } }, calmly);
      const [item] = await due('EXPIRY', at(1));
      if (item) await orders.putOff(item, at(50), calmly);
      const next = anOrder({ expiresAt: at(2), revision: 2 });
      await orders.commit({ order: { next, expectedRevision: 1 } }, calmly);
      expect(await due('EXPIRY', at(10))).toMatchObject([{ dueSince: at(2) }]);
      expect(await orders.findOrder(anOrder().id, calmly)).toEqual(next);
    });
  });
};
