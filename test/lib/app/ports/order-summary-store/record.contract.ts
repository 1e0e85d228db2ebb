import { describe, expect, it } from 'vitest';
import { anOrder } from '../../../../builders/an-order.ts';
import { orderIdOf } from '../../../../builders/order-id-of.ts';
import {
  aConfirmation,
  anEntry,
  type CurrentLedger,
  calmly,
} from '../../../../harness/order-summary/ledger.ts';

const { id: orderId, total, createdAt } = anOrder();
const none = { pending: 0, confirmed: 0, shipped: 0, delivered: 0, cancelled: 0, expired: 0 };

export const recordContract = (ledger: CurrentLedger): void => {
  const record = (entry = anEntry()) => ledger().summaries.record(entry, calmly);
  const progress = (id = orderId) => ledger().summaries.findProgress(id, calmly);
  const summary = (customerId = 'alice') => ledger().summaries.findSummary(customerId, calmly);

  describe('an entry', () => {
    it('is there neither in progress nor in a summary before it is recorded', async () => {
      expect([await progress(), await summary()]).toEqual([undefined, undefined]);
    });

    it('is recorded with the order’s progress and the customer’s summary', async () => {
      expect(await record()).toBe(true);
      expect(await progress()).toEqual({
        last: { orderId, orderVersion: 1, n: 1 },
        isComplete: true,
        order: { status: 'pending', isPaid: false, total },
      });
      expect(await summary()).toEqual({
        customerId: 'alice',
        orders: { ...none, pending: 1 },
        amounts: [{ currency: 'USD', ordered: 3_998, paid: 0, refunded: 0 }],
        paymentFailures: 0,
        lastOrderAt: createdAt,
        updatedAt: '2026-07-01T12:00:01.000Z',
      });
    });

    it('adds to what is there, be it more or less', async () => {
      await record();
      expect(await record(aConfirmation())).toBe(true);
      expect(await summary()).toEqual({
        customerId: 'alice',
        orders: { ...none, confirmed: 1 },
        amounts: [{ currency: 'USD', ordered: 3_998, paid: 3_998, refunded: 0 }],
        paymentFailures: 0,
        lastOrderAt: createdAt,
        updatedAt: '2026-07-01T12:00:02.000Z',
      });
      expect((await progress())?.last).toEqual({ orderId, orderVersion: 2, n: 1 });
    });

    it('may move progress alone, and leave what is known of the order out', async () => {
      await record(anEntry({ order: undefined, change: undefined }));
      expect(await progress()).toEqual({ last: { orderId, orderVersion: 1, n: 1 }, isComplete: true });
      expect(await summary()).toBeUndefined();
    });

    it('leaves a version open that has further events', async () => {
      await record(anEntry({ isComplete: false }));
      expect(await progress()).toMatchObject({ isComplete: false });
    });

    it('may change nothing but the number of declined payments', async () => {
      const declined = {
        customerId: 'alice',
        orders: {},
        amounts: { currency: 'USD', ordered: 0, paid: 0, refunded: 0 } as const,
        paymentFailures: 1,
      };
      await record();
      await record(aConfirmation({ change: declined }));
      expect(await summary()).toMatchObject({ orders: { ...none, pending: 1 }, paymentFailures: 1 });
    });

    it('names the currency also of an order that costs nothing', async () => {
      const free = { currency: 'USD', ordered: 0, paid: 0, refunded: 0 } as const;
      const { change } = anEntry();
      await record(anEntry({ change: change && { ...change, amounts: free } }));
      expect(await summary()).toMatchObject({ orders: { pending: 1 }, amounts: [free] });
    });

    it('is of one customer alone', async () => {
      await record();
      expect(await summary('bob')).toBeUndefined();
    });
  });

  describe('when an order was placed last', () => {
    const placed = (n: number, placedAt: string) => {
      const entry = anEntry();
      const event = { orderId: orderIdOf(n), orderVersion: 1, n: 1 };
      return record({ ...entry, event, ...(entry.change && { change: { ...entry.change, placedAt } }) });
    };

    it.each([
      ['come in turn', [1, 2, 3]],
      ['come in no order', [2, 3, 1]],
      ['come backwards', [3, 2, 1]],
    ])('keeps the time of the newest order though entries %s', async (_, days) => {
      for (const day of days) expect(await placed(day, `2026-07-0${day}T12:00:00.000Z`)).toBe(true);
      expect(await summary()).toMatchObject({
        orders: { pending: 3 },
        lastOrderAt: '2026-07-03T12:00:00.000Z',
      });
    });
  });

  describe('an entry that is not the next one', () => {
    const everything = async () => ({ progress: await progress(), summary: await summary() });

    it.each([
      ['was recorded before', anEntry()],
      ['comes after an event that is not the last one', aConfirmation({ after: aConfirmation().event })],
      ['is said to be the first one, though there are others', aConfirmation({ after: undefined })],
      ['comes after a later one of the same version', aConfirmation({ after: { ...anEntry().event, n: 2 } })],
    ])('changes nothing if it %s', async (_, entry) => {
      await record();
      const before = await everything();
      expect(await record({ ...entry, receivedAt: '2026-07-01T13:00:00.000Z' })).toBe(false);
      expect(await everything()).toEqual(before);
    });

    it('changes nothing if others before it are missing', async () => {
      expect(await record(aConfirmation())).toBe(false);
      expect(await everything()).toEqual({ progress: undefined, summary: undefined });
    });
  });

  describe('entries at the same time', () => {
    it('are recorded once if they are the same', async () => {
      const recorded = await Promise.all(Array.from({ length: 5 }, () => record()));
      expect(recorded.filter(Boolean)).toHaveLength(1);
      expect(await summary()).toMatchObject({ orders: { pending: 1 } });
    });

    it('are all recorded if they are of several orders', async () => {
      const entries = Array.from({ length: 5 }, (_, n) => {
        const event = { orderId: orderIdOf(n), orderVersion: 1, n: 1 };
        return anEntry({ event });
      });
      expect(await Promise.all(entries.map(record))).toEqual([true, true, true, true, true]);
      expect(await summary()).toMatchObject({
        orders: { pending: 5 },
        amounts: [{ ordered: 5 * 3_998 }],
      });
    });
  });
};
