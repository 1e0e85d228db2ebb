import { beforeEach, describe, expect, it } from 'vitest';
import type { CommitFailure, OrderCommit } from '../../../../../lib/app/ports/order-store.ts';
import { eventsOf } from '../../../../../lib/domain/order-event.ts';
import { orderConfirmed } from '../../../../../lib/domain/order-fact.ts';
import { aPaymentAttempt } from '../../../../builders/a-payment-attempt.ts';
import { aCause, aPlacement } from '../../../../builders/a-placement.ts';
import { aProduct } from '../../../../builders/a-product.ts';
import { aReservation } from '../../../../builders/a-reservation.ts';
import { aStockLevel } from '../../../../builders/a-stock-level.ts';
import { aCompletedRecord } from '../../../../builders/an-idempotency-record.ts';
import { anOrder } from '../../../../builders/an-order.ts';
import { type CurrentShop, calmly, everythingOf } from '../../../../harness/shop/stored-shop.ts';

const now = '2026-07-01T12:00:45.000Z';
const { version, unitPrice } = aProduct();
const dearer = { amount: unitPrice.amount + 1, currency: unitPrice.currency };

const confirmed = anOrder({ status: 'confirmed', version: 2, revision: 2, updatedAt: now });
const event = eventsOf(confirmed, [orderConfirmed(confirmed)], aCause);
const committed = aReservation({ state: 'COMMITTED' });
const succeeded = aPaymentAttempt({ state: 'succeeded' });
const stored = aCompletedRecord({ recordId: 'stored' });
const fresh = { record: aCompletedRecord({ recordId: 'fresh' }), now };
const leased = { state: 'in_flight', leaseOwner: 'request-1' } as const;
const oneMug = { sku: 'MUG-001', shard: 0, quantity: 1, version, unitPrice };
const mugs = aStockLevel({ sku: 'MUG-001', available: 5, stockShards: 2 });

/** A command that changes something of each kind; none of its conditions fails. */
const everyChange: OrderCommit = {
  order: { next: confirmed, expectedRevision: 1 },
  event,
  reservation: { next: committed, expectedState: 'HELD' },
  attempt: { next: succeeded, expected: leased },
  take: [oneMug],
  giveBack: [{ sku: 'MUG-001', shard: 1, quantity: 1 }],
  idempotency: fresh,
};

type Case = readonly [string, OrderCommit, CommitFailure];

const failingConditions: readonly Case[] = [
  ['the order has another revision', { order: { next: confirmed, expectedRevision: 2 } }, { kind: 'order' }],
  ['a new order exists', { order: { next: confirmed } }, { kind: 'order' }],
  ['the version has its events already', { event: aPlacement().event }, { kind: 'order' }],
  [
    'the reservation has another state',
    { reservation: { next: committed, expectedState: 'RELEASED' } },
    { kind: 'reservation' },
  ],
  ['a new reservation exists', { reservation: { next: committed } }, { kind: 'reservation' }],
  [
    'the attempt has another state',
    { attempt: { next: succeeded, expected: { ...leased, state: 'unknown' } } },
    { kind: 'attempt' },
  ],
  [
    'another worker holds the lease of the attempt',
    { attempt: { next: succeeded, expected: { ...leased, leaseOwner: 'reconciler' } } },
    { kind: 'attempt' },
  ],
  ['a new attempt exists', { attempt: { next: succeeded } }, { kind: 'attempt' }],
  [
    'the record exists',
    { idempotency: { record: aCompletedRecord({ recordId: 'stored' }), now } },
    { kind: 'idempotency', existing: stored },
  ],
  [
    'a stock item has too few units',
    { take: [{ ...oneMug, quantity: 6 }] },
    { kind: 'stock', sku: 'MUG-001', shard: 0, level: mugs },
  ],
  [
    'a stock item has another price',
    { take: [{ ...oneMug, unitPrice: dearer }] },
    { kind: 'stock', sku: 'MUG-001', shard: 0, level: mugs },
  ],
  [
    'a stock item has the price in another currency',
    { take: [{ ...oneMug, unitPrice: { ...unitPrice, currency: 'EUR' as never } }] },
    { kind: 'stock', sku: 'MUG-001', shard: 0, level: mugs },
  ],
  [
    'a product has another version',
    { take: [{ ...oneMug, version: 2 }] },
    { kind: 'stock', sku: 'MUG-001', shard: 0, level: mugs },
  ],
  [
    'a product does not have that many stock items',
    { take: [{ ...oneMug, shard: 2 }] },
    { kind: 'stock', sku: 'MUG-001', shard: 2, level: undefined },
  ],
  [
    'a product does not exist',
    { take: [{ ...oneMug, sku: 'CUP-001' }] },
    { kind: 'stock', sku: 'CUP-001', shard: 0, level: undefined },
  ],
];

export const conditionsContract = (shop: CurrentShop): void => {
  describe('commit on an order that is being paid', () => {
    const commit = (changes: OrderCommit) => shop().orders.commit(changes, calmly);
    const everything = () => everythingOf(shop(), ['stored', 'fresh'], ['TEA-001', 'MUG-001', 'CUP-001']);

    beforeEach(async () => {
      await shop().products.create(aProduct(), calmly);
      await shop().products.create(aProduct({ sku: 'MUG-001', available: 10, stockShards: 2 }), calmly);
      const attempt = { next: aPaymentAttempt() };
      await commit({ ...aPlacement(), attempt, idempotency: { record: stored, now } });
    });

    it('stores a change of each kind when all is as expected', async () => {
      expect(await commit(everyChange)).toEqual([]);
      expect(await everything()).toEqual({
        order: confirmed,
        events: [aPlacement().event, event],
        reservation: committed,
        attempts: [succeeded, undefined],
        records: [stored, fresh.record],
        stock: [
          [aStockLevel({ available: 23 })],
          [
            { ...mugs, available: 4 },
            { ...mugs, shard: 1, available: 6 },
          ],
          [],
        ],
      });
    });

    it.each(failingConditions)('stores nothing when %s', async (_, failing, failure) => {
      const before = await everything();
      expect(await commit({ ...everyChange, ...failing })).toEqual([failure]);
      expect(await everything()).toEqual(before);
    });

    it.each(failingConditions)('is refused on its own when %s', async (_, failing, failure) => {
      expect(await commit(failing)).toEqual([failure]);
    });

    it('reports each failed condition once', async () => {
      const before = await everything();
      const failures = await commit({
        order: { next: confirmed, expectedRevision: 9 },
        event: aPlacement().event,
        reservation: { next: committed, expectedState: 'EXPIRED' },
        attempt: { next: succeeded },
        take: [
          { ...oneMug, quantity: 6 },
          { ...oneMug, shard: 1 },
          { ...oneMug, sku: 'CUP-001' },
        ],
        idempotency: { record: stored, now },
      });
      expect(failures).toHaveLength(6);
      expect(failures).toEqual(
        expect.arrayContaining([
          { kind: 'order' },
          { kind: 'reservation' },
          { kind: 'attempt' },
          { kind: 'stock', sku: 'MUG-001', shard: 0, level: mugs },
          { kind: 'stock', sku: 'CUP-001', shard: 0, level: undefined },
          { kind: 'idempotency', existing: stored },
        ]),
      );
      expect(await everything()).toEqual(before);
    });

    it('refuses to change a missing item', async () => {
      const orderId = 'ord_01JZ8X9K7MQ2R4T6V8W0Y1Z3A6';
      const failures = await commit({
        order: { next: { ...confirmed, id: orderId }, expectedRevision: 1 },
        reservation: { next: { ...committed, orderId }, expectedState: 'HELD' },
        attempt: { next: { ...succeeded, orderId }, expected: leased },
      });
      expect(failures.map(({ kind }) => kind).sort()).toEqual(['attempt', 'order', 'reservation']);
      expect(await shop().orders.findOrder(orderId, calmly)).toBeUndefined();
    });
  });
};
