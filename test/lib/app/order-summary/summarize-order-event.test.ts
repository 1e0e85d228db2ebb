import { describe, expect, it } from 'vitest';
import { eventsOf } from '../../../../lib/domain/order-event.ts';
import { orderConfirmed, orderCreated, orderShipped } from '../../../../lib/domain/order-fact.ts';
import { aCause } from '../../../builders/a-placement.ts';
import { anOrder } from '../../../builders/an-order.ts';
import { orderLife } from '../../../builders/order-life.ts';
import { aConsumer, type Detail, now } from '../../../harness/order-summary/a-consumer.ts';
import { calmly } from '../../../harness/shop/calmly.ts';

const { id } = anOrder();
const none = { pending: 0, confirmed: 0, shipped: 0, delivered: 0, cancelled: 0, expired: 0 };

const told: readonly Detail[] = orderLife({}, ['decline', 'confirm', 'ship', 'deliver']).events;
/** The events of an order that was declined once, then paid, shipped and delivered. */
const events = told as readonly [Detail, Detail, Detail, Detail, Detail];

describe('summarizeOrderEvent', () => {
  describe('when the events of an order come in their order', () => {
    it('gives each its effect, and has the summary be the order’s', async () => {
      const { deliver, told, summaryOf } = aConsumer();
      for (const event of events) expect(await deliver(event)).toBe('summarized');
      expect(told).toMatchObject({ summarized: events.map(({ eventId }) => eventId), unknown: [] });
      expect(await summaryOf()).toEqual({
        customerId: 'alice',
        orders: { ...none, delivered: 1 },
        amounts: [{ currency: 'USD', ordered: 3_998, paid: 3_998, refunded: 0 }],
        paymentFailures: 1,
        lastOrderAt: anOrder().createdAt,
        updatedAt: now,
      });
    });
  });

  describe('when an event comes again', () => {
    it('has no effect, at once or later', async () => {
      const { deliver, told, summaryOf } = aConsumer();
      await deliver(events[0]);
      expect(await deliver(events[0])).toBe('duplicate');
      await deliver(events[1]);
      const before = await summaryOf();
      expect(await deliver(events[0])).toBe('duplicate');
      expect(await summaryOf()).toEqual(before);
      expect(told.summarized).toEqual([events[0].eventId, events[1].eventId]);
    });

    it('has the outbox confirmed again, whose receipt may have been lost', async () => {
      const { deliver, store, isUndelivered } = aConsumer();
      await deliver(events[0]);
      const [batch] = orderLife({}, []).batches;
      if (batch) await store(batch);
      expect(await isUndelivered(id, 1)).toBe(true);
      await deliver(events[0]);
      expect(await isUndelivered(id, 1)).toBe(false);
    });

    it('has its effect once, though both are looked at before either is recorded', async () => {
      const looked = Promise.withResolvers<void>();
      let looking = 0;
      const { deliver, told } = aConsumer((store) => ({
        ...store,
        async findProgress(...call) {
          const progress = await store.findProgress(...call);
          looking += 1;
          if (looking === 2) looked.resolve();
          await looked.promise;
          return progress;
        },
      }));
      expect((await Promise.all([deliver(events[0]), deliver(events[0])])).sort()).toEqual([
        'duplicate',
        'summarized',
      ]);
      expect(told.summarized).toEqual([events[0].eventId]);
    });
  });

  describe('when events before it are missing', () => {
    it.each([
      ['the first one', []],
      ['one in between', [events[0]]],
    ])('has an event wait for %s', async (_, delivered) => {
      const { deliver, told, summaryOf, store } = aConsumer();
      for (const batch of orderLife({}, ['decline', 'confirm']).batches) await store(batch);
      for (const event of delivered) await deliver(event);
      const before = await summaryOf();
      expect(await deliver(events[2])).toBe('early');
      expect(told.summarized).toHaveLength(delivered.length);
      expect(await summaryOf()).toEqual(before);
    });

    it('takes it in when they have come', async () => {
      const { deliver } = aConsumer();
      const turns = [events[1], events[0], events[1]];
      const outcomes = [];
      for (const event of turns) outcomes.push(await deliver(event));
      expect(outcomes).toEqual(['stray', 'summarized', 'summarized']);
    });

    it('is a stray if the outbox does not have it, or has a receipt for it, so that it is not published again', async () => {
      const { deliver, store, receipts, findStored } = aConsumer();
      expect(await deliver(events[1])).toBe('stray');
      const [, second] = orderLife({}, ['decline', 'confirm']).batches;
      if (!second) throw new Error('the order has no second version');
      await store(second);
      expect(await deliver(events[1])).toBe('early');
      const version = findStored(second);
      await receipts.confirm(version ? [version] : [], now, calmly);
      expect(await deliver(events[1])).toBe('stray');
    });
  });

  describe('when a version has several events', () => {
    const order = anOrder();
    const batch = eventsOf(order, [orderCreated(order), orderConfirmed(order)], aCause);
    const next = eventsOf(anOrder({ version: 2 }), [orderShipped(order)], aCause);
    const [first, second, third] = [...batch.events, ...next.events] as [Detail, Detail, Detail];

    it('has the next version wait for all of them', async () => {
      const { deliver, store, undelivered } = aConsumer();
      await store(batch);
      await store(next);
      expect(await deliver(first)).toBe('summarized');
      expect(await deliver(third)).toBe('early');
      expect(undelivered()).toHaveLength(2);
      expect(await deliver(second)).toBe('summarized');
      expect(await deliver(third)).toBe('summarized');
      expect(undelivered()).toEqual([]);
    });
  });

  describe('when it does not know such events', () => {
    const heldBack = { ...events[1], type: 'order.held-back' } as Detail;

    it.each([
      ['a type', heldBack],
      ['a schema', { ...events[1], schemaVersion: 2 } as Detail],
    ])('skips %s that is new, and processes the events after it', async (_, unknown) => {
      const { deliver, told, summaryOf } = aConsumer();
      await deliver(events[0]);
      expect(await deliver(unknown)).toBe('unknown');
      expect(told.unknown).toEqual([unknown.eventId]);
      expect(await deliver(unknown)).toBe('duplicate');
      expect(await deliver(events[2])).toBe('summarized');
      expect(await summaryOf()).toMatchObject({ orders: { ...none, confirmed: 1 }, paymentFailures: 0 });
    });

    it('has it wait for its turn, and confirmed to the outbox', async () => {
      const { deliver, store, undelivered } = aConsumer();
      for (const batch of orderLife({}, ['decline']).batches) await store(batch);
      expect(await deliver(heldBack)).toBe('early');
      await deliver(events[0]);
      await deliver(heldBack);
      expect(undelivered()).toEqual([]);
    });

    it('takes an order in with its first event that it knows', async () => {
      const { deliver, summaryOf } = aConsumer();
      const { eventId, type, orderId, orderVersion } = events[0];
      await deliver({ eventId, type, orderId, orderVersion, schemaVersion: 2 });
      await deliver({ ...events[1], schemaVersion: 2 } as Detail);
      expect(await summaryOf()).toBeUndefined();
      await deliver(events[2]);
      expect(await summaryOf()).toMatchObject({
        orders: { ...none, confirmed: 1 },
        amounts: [{ currency: 'USD', ordered: 3_998, paid: 3_998, refunded: 0 }],
        lastOrderAt: anOrder().createdAt,
      });
    });
  });

  describe('when it dies between the effect and the receipt', () => {
    /** The consumer of an order, whose first `crashes` receipts are not written. */
    const aMortalConsumer = async (crashes: number) => {
      let left = crashes;
      const consumer = aConsumer(undefined, (store) => ({
        ...store,
        async confirm(...call) {
          left -= 1;
          if (left >= 0) throw new Error('crashed before the receipt');
          return store.confirm(...call);
        },
      }));
      for (const batch of orderLife({}, ['decline', 'confirm', 'ship', 'deliver']).batches) {
        await consumer.store(batch);
      }
      return consumer;
    };
    /** Delivers an event until it is processed, as the queue does. */
    const deliverPersistently = async ({ deliver }: ReturnType<typeof aConsumer>, event: Detail) => {
      for (;;) {
        try {
          return await deliver(event);
        } catch (crash) {
          expect(crash).toMatchObject({ message: 'crashed before the receipt' });
        }
      }
    };

    it('leaves the version undelivered, until a redelivery writes the receipt', async () => {
      const { deliver, undelivered } = await aMortalConsumer(1);
      await expect(deliver(events[0])).rejects.toThrow('crashed before the receipt');
      expect(undelivered()).toHaveLength(events.length);
      expect(await deliver(events[0])).toBe('duplicate');
      expect(undelivered()).toHaveLength(events.length - 1);
    });

    it('counts nothing twice, whichever receipts are lost', async () => {
      const consumer = await aMortalConsumer(events.length);
      for (const event of events) await deliverPersistently(consumer, event);
      expect(consumer.undelivered()).toEqual([]);
      expect(consumer.told.summarized).toEqual(events.map(({ eventId }) => eventId));
      expect(consumer.counted()).toEqual(events);
      expect(await consumer.summaryOf()).toMatchObject({
        orders: { ...none, delivered: 1 },
        amounts: [{ currency: 'USD', ordered: 3_998, paid: 3_998, refunded: 0 }],
        paymentFailures: 1,
      });
    });

    it('has later events come in before the receipt of an earlier one', async () => {
      const consumer = await aMortalConsumer(1);
      await expect(consumer.deliver(events[0])).rejects.toThrow('crashed before the receipt');
      expect(await consumer.deliver(events[1])).toBe('summarized');
      expect(await consumer.deliver(events[0])).toBe('duplicate');
      expect(consumer.undelivered()).toHaveLength(events.length - 2);
    });
  });

  it('reports no effect that could not be stored', async () => {
    const { deliver, told } = aConsumer((store) => ({
      ...store,
      findProgress: async (...call) => ({
        ...(await store.findProgress(...call)),
        record: async () => Promise.reject(new Error('the table is away')),
      }),
    }));
    await expect(deliver(events[0])).rejects.toThrow('the table is away');
    expect(told.summarized).toEqual([]);
  });
});
