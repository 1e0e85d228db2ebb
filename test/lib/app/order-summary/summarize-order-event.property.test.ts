import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CustomerSummary } from '../../../../lib/app/ports/order-summary-store.ts';
import type { Order } from '../../../../lib/domain/order.ts';
import type { OrderEvent } from '../../../../lib/domain/order-event.ts';
import { type OrderStatus, orderStatuses } from '../../../../lib/domain/order-status.ts';
import { orderIdOf } from '../../../builders/order-id-of.ts';
import { lifeSteps, orderLife } from '../../../builders/order-life.ts';
import { aConsumer, now } from '../../../harness/order-summary/a-consumer.ts';

const customers = ['alice', 'bob', 'carol'] as const;

const someOrders = fc
  .array(
    fc.record({
      customerId: fc.constantFrom(...customers),
      amount: fc.integer({ min: 0, max: 10_000 }),
      second: fc.nat(59),
      steps: fc.array(fc.constantFrom(...lifeSteps), { maxLength: 8 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((facts) =>
    facts.map(({ customerId, amount, second, steps }, n) => {
      const createdAt = new Date(Date.UTC(2026, 6, 1, 12, 0, second)).toISOString();
      const total = { amount, currency: 'USD' } as const;
      return orderLife({ id: orderIdOf(n), customerId, total, createdAt }, steps);
    }),
  );

/** Every event one to three times, in any order. */
const deliveriesOf = (events: readonly OrderEvent[]) =>
  fc
    .array(fc.integer({ min: 1, max: 3 }), { minLength: events.length, maxLength: events.length })
    .chain((times) => {
      const copies = events.flatMap((event, index) => Array.from({ length: times[index] ?? 1 }, () => event));
      return fc.shuffledSubarray(copies, { minLength: copies.length });
    });

const plan = someOrders.chain((lives) => {
  const events = lives.flatMap((life) => life.events);
  return fc.record({ lives: fc.constant(lives), first: deliveriesOf(events), replay: deliveriesOf(events) });
});

const sum = (orders: readonly Order[]) => orders.reduce((total, order) => total + order.total.amount, 0);

/** A customer's summary as it follows from the orders themselves. */
const modelOf = (customerId: string, all: readonly ReturnType<typeof orderLife>[]) => {
  const lives = all.filter(({ order }) => order.customerId === customerId);
  const told =
    (type: string) =>
    ({ events }: (typeof lives)[number]) =>
      events.some((e) => e.type === type);
  const orders = lives.map(({ order }) => order);
  if (orders.length === 0) return undefined;
  const paid = lives.filter(told('order.confirmed'));
  return {
    customerId,
    orders: Object.fromEntries(
      orderStatuses.map((status) => [status, orders.filter((order) => order.status === status).length]),
    ) as Record<OrderStatus, number>,
    amounts: [
      {
        currency: 'USD',
        ordered: sum(orders),
        paid: sum(paid.map(({ order }) => order)),
        refunded: orders.reduce((total, { refunds }) => total + (refunds?.succeeded?.amount ?? 0), 0),
      },
    ],
    paymentFailures: lives.flatMap(({ events }) => events).filter((e) => e.type === 'order.payment-failed')
      .length,
    lastOrderAt: orders
      .map(({ createdAt }) => createdAt)
      .sort()
      .at(-1),
    updatedAt: now,
  } satisfies CustomerSummary;
};

describe('the summaries of customers', () => {
  it('equal those of the orders for events in any order and repetition, and count each once', async () => {
    await fc.assert(
      fc.asyncProperty(plan, async ({ lives, first, replay }) => {
        const consumer = aConsumer();
        for (const batch of lives.flatMap(({ batches }) => batches)) await consumer.store(batch);
        /** As a queue does: what failed comes again, after the others. */
        const deliverAll = async (events: readonly OrderEvent[]) => {
          let waiting = events;
          while (waiting.length > 0) {
            const early: OrderEvent[] = [];
            for (const event of waiting) {
              if ((await consumer.deliver(event)) === 'early') early.push(event);
            }
            expect(early.length).toBeLessThan(waiting.length);
            waiting = early;
          }
        };
        const summaries = () => Promise.all(customers.map((customer) => consumer.summaryOf(customer)));
        const eventIds = lives.flatMap(({ events }) => events.map(({ eventId }) => eventId)).sort();

        await deliverAll(first);
        expect(await summaries()).toEqual(customers.map((customer) => modelOf(customer, lives)));
        expect(consumer.told.summarized.toSorted()).toEqual(eventIds);
        expect(consumer.undelivered()).toEqual([]);
        expect(
          consumer
            .counted()
            .map(({ eventId }) => eventId)
            .toSorted(),
        ).toEqual(eventIds);

        await deliverAll(replay);
        expect(await summaries()).toEqual(customers.map((customer) => modelOf(customer, lives)));
        expect(consumer.told.summarized.toSorted()).toEqual(eventIds);
        expect(consumer.told.counted.toSorted()).toEqual(eventIds);
      }),
      { numRuns: 150 },
    );
  });
});
