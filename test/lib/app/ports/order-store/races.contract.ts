import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { CommitFailure, OrderCommit } from '../../../../../lib/app/ports/order-store.ts';
import { aPaymentAttempt } from '../../../../builders/a-payment-attempt.ts';
import { aPlacement } from '../../../../builders/a-placement.ts';
import { aProduct } from '../../../../builders/a-product.ts';
import { aCompletedRecord } from '../../../../builders/an-idempotency-record.ts';
import { anOrder } from '../../../../builders/an-order.ts';
import { orderIdOf } from '../../../../builders/order-id-of.ts';
import { type CurrentShop, calmly, unitsOf } from '../../../../harness/shop/stored-shop.ts';

const buyers = Array.from({ length: 40 }, (_, n) => n);

/** Commits again as long as other transactions hold its items. */
const commitPatiently = async (
  { orders }: ReturnType<CurrentShop>,
  changes: OrderCommit,
): Promise<readonly CommitFailure[]> => {
  for (;;) {
    const failures = await orders.commit(changes, calmly);
    if (!failures.some(({ kind }) => kind === 'contention')) return failures;
    await setTimeout(Math.random() * 200);
  }
};

export const racesContract = (shop: CurrentShop): void => {
  describe('many commits at the same time', () => {
    it('sell exactly the units in stock', async () => {
      await shop().products.create(aProduct({ available: 10 }), calmly);
      const lines = anOrder().lines.map((line) => ({ ...line, quantity: 1 }));
      const results = await Promise.all(
        buyers.map((n) => commitPatiently(shop(), aPlacement({ id: orderIdOf(n), lines }))),
      );
      const sold = buyers.filter((n) => results[n]?.length === 0);
      expect(sold).toHaveLength(10);
      expect(results.flat()).toHaveLength(30);
      expect(results.flat().every((failure) => failure.kind === 'stock')).toBe(true);
      expect(await unitsOf(shop(), 'TEA-001')).toEqual([0]);
      const listed = await shop().orders.listOrders({ customerId: 'alice', limit: 100 }, calmly);
      expect(listed.orders.map(({ id }) => id)).toEqual(sold.map(orderIdOf).reverse());
    });

    it('accept one of those with the same record, and return it to the others', async () => {
      const now = anOrder().createdAt;
      const recordOf = (n: number) => aCompletedRecord({ fingerprint: `fingerprint-${n}` });
      const commit = (n: number) =>
        shop().orders.commit(
          { order: { next: anOrder({ id: orderIdOf(n) }) }, idempotency: { record: recordOf(n), now } },
          calmly,
        );
      const results = await Promise.all(buyers.map(commit));
      const winners = buyers.filter((n) => results[n]?.length === 0);
      expect(winners).toHaveLength(1);
      const existing = recordOf(winners[0] ?? -1);
      expect(results.flat()).toEqual(buyers.slice(1).map(() => ({ kind: 'idempotency', existing })));
    });

    it('accept one of those that change the same state', async () => {
      await shop().orders.commit({ order: { next: anOrder() } }, calmly);
      const results = await Promise.all(
        buyers.map((n) => {
          const next = anOrder({
            revision: 2,
            updatedAt: new Date(Date.UTC(2026, 7, 1, 0, n)).toISOString(),
          });
          return shop().orders.commit({ order: { next, expectedRevision: 1 } }, calmly);
        }),
      );
      expect(results.filter((failures) => failures.length === 0)).toHaveLength(1);
      expect((await shop().orders.findOrder(anOrder().id, calmly))?.revision).toBe(2);
    });

    it('give the lease of an attempt to one of its claimants', async () => {
      await shop().orders.commit({ attempt: { next: aPaymentAttempt() } }, calmly);
      const expected = { state: 'in_flight', leaseOwner: 'request-1' } as const;
      const results = await Promise.all(
        buyers.map((n) =>
          shop().orders.commit(
            { attempt: { next: aPaymentAttempt({ leaseOwner: `owner-${n}` }), expected } },
            calmly,
          ),
        ),
      );
      const winners = buyers.filter((n) => results[n]?.length === 0);
      expect(winners).toHaveLength(1);
      const attempt = await shop().orders.findAttempt(anOrder().id, 1, calmly);
      expect(attempt?.leaseOwner).toBe(`owner-${winners[0]}`);
    });
  });
};
