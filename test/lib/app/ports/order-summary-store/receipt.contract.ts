import { describe, expect, it } from 'vitest';
import { eventsOf } from '../../../../../lib/domain/order-event.ts';
import { orderConfirmed, orderCreated } from '../../../../../lib/domain/order-fact.ts';
import { aCause } from '../../../../builders/a-placement.ts';
import { anOrder } from '../../../../builders/an-order.ts';
import { aConfirmation, anEntry, type CurrentLedger, calmly } from './ledger.ts';

const order = anOrder();
const { id: orderId } = order;
const one = eventsOf(order, [orderCreated(order)], aCause);
const two = eventsOf(order, [orderCreated(order), orderConfirmed(order)], aCause);
const nextVersion = eventsOf(anOrder({ version: 2 }), [orderConfirmed(order)], aCause);
const first = { orderId, orderVersion: 1, n: 1 };
const second = { orderId, orderVersion: 1, n: 2 };
const ofSecond = aConfirmation({ event: { ...second, eventId: `${orderId}:1:2` }, after: first });
const receivedAt = '2026-07-01T12:00:05.000Z';

export const receiptContract = (ledger: CurrentLedger): void => {
  const record = (entry = anEntry()) => ledger().summaries.record(entry, calmly);
  const confirm = (event = first) => ledger().summaries.confirmReceipt(event, receivedAt, calmly);
  const isComplete = async () => (await ledger().summaries.findProgress(orderId, calmly))?.isComplete;
  const undelivered = async () => ledger().isUndelivered(orderId, 1);

  describe('the receipt of a version', () => {
    it('is written with the entry of its only event, and of no other version', async () => {
      await ledger().store(one);
      await ledger().store(nextVersion);
      expect(await undelivered()).toBe(true);
      expect(await record()).toBe(true);
      expect([await undelivered(), await isComplete()]).toEqual([false, true]);
      expect(await ledger().isUndelivered(orderId, 2)).toBe(true);
    });

    it('waits for the entry of its last event', async () => {
      await ledger().store(two);
      expect(await record()).toBe(true);
      expect([await undelivered(), await isComplete()]).toEqual([true, false]);
      expect(await record(ofSecond)).toBe(true);
      expect([await undelivered(), await isComplete()]).toEqual([false, true]);
    });

    it('is not missed where the outbox has none such', async () => {
      expect(await record()).toBe(true);
      expect(await isComplete()).toBe(true);
      await confirm();
    });

    it('is not written with an entry that is refused', async () => {
      await ledger().store(one);
      expect(await record(anEntry({ after: second }))).toBe(false);
      expect(await undelivered()).toBe(true);
    });

    it('is written later if it was lost', async () => {
      await record();
      await ledger().store(one);
      await confirm();
      await confirm();
      expect(await undelivered()).toBe(false);
    });

    it('is not written for an event that others of the version come after', async () => {
      await ledger().store(two);
      await confirm();
      expect(await undelivered()).toBe(true);
      await confirm(second);
      expect(await undelivered()).toBe(false);
    });
  });
};
