import { describe, expect, it } from 'vitest';
import { eventsOf } from '../../../../../lib/domain/order-event.ts';
import { orderConfirmed, orderCreated } from '../../../../../lib/domain/order-fact.ts';
import { aCause } from '../../../../builders/a-placement.ts';
import { anOrder } from '../../../../builders/an-order.ts';
import { anEntry, type CurrentLedger, calmly } from '../../../../harness/order-summary/ledger.ts';

const order = anOrder();
const { id: orderId } = order;
const first = eventsOf(order, [orderCreated(order), orderConfirmed(order)], aCause);
const second = eventsOf(anOrder({ version: 2 }), [orderConfirmed(order)], aCause);
const receivedAt = '2026-07-01T12:00:05.000Z';

export const receiptContract = (ledger: CurrentLedger): void => {
  const confirm = (orderVersion = 1) =>
    ledger().summaries.confirmReceipt({ orderId, orderVersion }, receivedAt, calmly);
  const count = (orderVersion: number) => ledger().summaries.countEvents({ orderId, orderVersion }, calmly);
  const undelivered = () => Promise.all([1, 2].map((version) => ledger().isUndelivered(orderId, version)));

  describe('the events of a version', () => {
    it('are counted if the outbox has them', async () => {
      await ledger().store(first);
      await ledger().store(second);
      expect([await count(1), await count(2), await count(3)]).toEqual([2, 1, undefined]);
    });
  });

  describe('the receipt of a version', () => {
    it('is written apart from the entries of its events', async () => {
      await ledger().store(first);
      await ledger().summaries.record(anEntry(), calmly);
      expect(await undelivered()).toEqual([true, false]);
    });

    it('is of no other version, and may be repeated', async () => {
      await ledger().store(first);
      await ledger().store(second);
      for (const _ of ['first', 'repeated']) {
        await confirm();
        expect(await undelivered()).toEqual([false, true]);
      }
    });

    it('is not missed where the outbox has no such version', async () => {
      await confirm();
      expect(await undelivered()).toEqual([false, false]);
      expect(await count(1)).toBeUndefined();
    });
  });
};
