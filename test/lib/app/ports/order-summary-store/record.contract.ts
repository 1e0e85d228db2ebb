import { describe, expect, it } from 'vitest';
import { anOrder } from '../../../../builders/an-order.ts';
import { orderIdOf } from '../../../../builders/order-id-of.ts';
import {
  aConfirmation,
  anEntry,
  type CurrentLedger,
  calmly,
} from '../../../../harness/order-summary/ledger.ts';
import { volume } from '../../../../harness/volume.ts';

const { id: orderId, total, createdAt } = anOrder();
const none = { pending: 0, confirmed: 0, shipped: 0, delivered: 0, cancelled: 0, expired: 0 };

export const recordContract = (ledger: CurrentLedger): void => {
  const find = (id = orderId, customerId?: string) => ledger().summaries.findProgress(id, customerId, calmly);
  const record = async (entry = anEntry()) =>
    (await find(entry.event.orderId, entry.change?.customerId)).record(entry, calmly);
  const progress = async (id = orderId) => (await find(id, 'alice')).progress;
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

    it('adds positive and negative changes to the summary', async () => {
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

    it('may move progress alone, without facts about the order', async () => {
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

  describe('many orders of one customer', () => {
    it('are all counted once through their whole lifecycle, and keep their progress', async () => {
      const count = volume({ inCi: 300, usual: 90 });
      const eventOf = (n: number, orderVersion: number) => ({ orderId: orderIdOf(n), orderVersion, n: 1 });
      const ended = (n: number) => {
        const order = { status: 'delivered', isPaid: true, total } as const;
        const change = { ...aConfirmation().change, orders: { pending: -1, delivered: 1 } };
        return aConfirmation({ event: eventOf(n, 2), order, change: change as never });
      };
      for (let n = 0; n < count; n += 1) {
        const entry = anEntry({ event: eventOf(n, 1) });
        const found = await find(orderIdOf(n), 'alice');
        expect(await found.record(entry, calmly)).toBe(true);
        // A delivery of the same event that found the progress at the same time.
        expect(await found.record(entry, calmly)).toBe(false);
        if (n % 3 > 0) expect(await record(ended(n))).toBe(true);
      }
      expect(await summary()).toMatchObject({
        orders: { ...none, pending: count / 3, delivered: (2 * count) / 3 },
        amounts: [{ ordered: count * 3_998 }],
      });
      for (let n = 0; n < count; n += 1) {
        expect((await progress(orderIdOf(n)))?.last).toEqual(eventOf(n, n % 3 > 0 ? 2 : 1));
        if (n % 3 === 0) expect(await record(ended(n))).toBe(true);
      }
      expect(await summary()).toMatchObject({ orders: { ...none, delivered: count } });
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

    it('changes nothing if the entry was recorded since its progress was found', async () => {
      const found = await find(orderId, 'alice');
      await record();
      const before = await everything();
      expect(await found.record({ ...anEntry(), receivedAt: '2026-07-01T13:00:00.000Z' }, calmly)).toBe(
        false,
      );
      expect(await everything()).toEqual(before);
    });

    it('changes nothing if a later one was recorded since', async () => {
      await record();
      const found = await find(orderId, 'alice');
      await record(aConfirmation());
      const before = await everything();
      expect(await found.record(aConfirmation(), calmly)).toBe(false);
      expect(await everything()).toEqual(before);
    });
  });

  describe('entries at the same time', () => {
    it('are recorded once if they are the same', async () => {
      const found = await Promise.all(Array.from({ length: 5 }, () => find(orderId, 'alice')));
      const recorded = await Promise.all(found.map((each) => each.record(anEntry(), calmly)));
      expect(recorded.filter(Boolean)).toHaveLength(1);
      expect(await summary()).toMatchObject({ orders: { pending: 1 } });
    });

    it('are all recorded if they are of several orders', async () => {
      const entries = Array.from({ length: 5 }, (_, n) => {
        const event = { orderId: orderIdOf(n), orderVersion: 1, n: 1 };
        return anEntry({ event });
      });
      expect(await Promise.all(entries.map((entry) => record(entry)))).toEqual([
        true,
        true,
        true,
        true,
        true,
      ]);
      expect(await summary()).toMatchObject({
        orders: { pending: 5 },
        amounts: [{ ordered: 5 * 3_998 }],
      });
    });
  });
};
