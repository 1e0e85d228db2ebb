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
  const versionOf = (orderVersion: number) => ({ orderId, orderVersion });
  const stored = (orderVersion: number) => ledger().summaries.findStored(versionOf(orderVersion), calmly);
  const confirm = async (...versions: number[]) => {
    const confirmed = await ledger().receipts.confirm(await find(...versions), receivedAt, calmly);
    return confirmed.map(({ orderVersion }) => orderVersion);
  };
  const find = async (...versions: number[]) =>
    (await Promise.all(versions.map(stored))).filter((version) => version !== undefined);
  const undelivered = () => Promise.all([1, 2].map((version) => ledger().isUndelivered(orderId, version)));
  const storeBoth = async () => {
    await ledger().store(first);
    await ledger().store(second);
  };

  describe('a version in the outbox', () => {
    it('has its events, and the existence of its receipt', async () => {
      await storeBoth();
      await confirm(2);
      expect([await stored(1), await stored(2), await stored(3)]).toEqual([
        { orderId, orderVersion: 1, size: 2, events: first.events, isReceived: false },
        { orderId, orderVersion: 2, size: 1, events: second.events, isReceived: true },
        undefined,
      ]);
    });
  });

  describe('the receipt of a version', () => {
    it('is written apart from the entries of its events', async () => {
      await storeBoth();
      const found = await ledger().summaries.findProgress(orderId, 'alice', calmly);
      await found.record(anEntry(), calmly);
      expect(await undelivered()).toEqual([true, true]);
    });

    it('is missing until it is written', async () => {
      await storeBoth();
      expect(await undelivered()).toEqual([true, true]);
      expect(await confirm(1)).toEqual([1]);
      expect(await undelivered()).toEqual([false, true]);
      expect(await confirm(1)).toEqual([]);
    });

    it('is written once, by one of several writers', async () => {
      await storeBoth();
      const found = await find(1);
      const results = await Promise.all(
        Array.from({ length: 4 }, () => ledger().receipts.confirm(found, receivedAt, calmly)),
      );
      expect(results.flat()).toEqual(found);
    });

    it('is written though another version received its own meanwhile', async () => {
      await storeBoth();
      const found = await find(1, 2);
      await confirm(1);
      expect(await ledger().receipts.confirm(found, receivedAt, calmly)).toMatchObject([{ orderVersion: 2 }]);
      expect(await undelivered()).toEqual([false, false]);
    });

    it('is not written for a version that is not stored', async () => {
      const unknown = { ...versionOf(1), size: 1, events: [], isReceived: false };
      expect(await ledger().receipts.confirm([unknown], receivedAt, calmly)).toEqual([]);
      expect(await stored(1)).toBeUndefined();
    });

    it('is not missed where the outbox has no such version', async () => {
      expect(await confirm(1)).toEqual([]);
      expect(await undelivered()).toEqual([false, false]);
    });
  });
};
