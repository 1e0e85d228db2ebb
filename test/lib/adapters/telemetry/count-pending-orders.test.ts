import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countOrderEvent } from '../../../../lib/adapters/telemetry/count-order-event.ts';
import { countPendingOrders } from '../../../../lib/adapters/telemetry/count-pending-orders.ts';
import type { OrderEvent } from '../../../../lib/domain/order-event.ts';
import { orderCancelled } from '../../../../lib/domain/order-fact.ts';
import { createExactCounters } from '../../../../lib/metrics/recording/exact-counters.ts';
import { anOrder } from '../../../builders/an-order.ts';
import { orderIdOf } from '../../../builders/order-id-of.ts';
import { lifeSteps, orderLife } from '../../../builders/order-life.ts';

/** The pending orders by the totals of events. */
const pendingAfter = (events: readonly OrderEvent[]): number => {
  const counters = createExactCounters({ fn: 'events', env: 'test', clock: () => 0 });
  const increment = (name: never, labels: never, value = 1) => counters.count({ name, labels, value });
  const observe = (name: never, labels: never, value: number) => counters.count({ name, labels, value });
  for (const event of events) countOrderEvent({ increment, observe }, event);
  const counted = Object.entries(counters.nextLine().series).filter(([, count]) => typeof count === 'number');
  return countPendingOrders(new Map(counted.map(([cell, count]) => [cell, BigInt(count as number)])));
};

describe('countPendingOrders', () => {
  it('counts the orders that are pending after any history', () => {
    const lives = fc.array(fc.array(fc.constantFrom(...lifeSteps), { maxLength: 6 }), { maxLength: 20 });
    fc.assert(
      fc.property(lives, (steps) => {
        const orders = steps.map((taken, n) => orderLife({ id: orderIdOf(n) }, taken));
        const pending = orders.filter(({ order }) => order.status === 'pending').length;
        expect(pendingAfter(orders.flatMap(({ events }) => events))).toBe(pending);
      }),
    );
  });

  describe('when an order is cancelled', () => {
    const cancelledAfter = (steps: readonly ['confirm'] | readonly [], fact: { refundDue: boolean }) => {
      const [created, ...others] = orderLife({}, steps).events;
      if (!created) throw new Error('an order has an event');
      const previousStatus = steps.length > 0 ? 'confirmed' : 'pending';
      const withStatus = orderCancelled(anOrder(), { ...fact, previousStatus });
      return { events: [created, ...others], cancelled: { ...created, ...withStatus } };
    };

    it('counts one that was confirmed and of which nothing is refunded once', () => {
      const { events, cancelled } = cancelledAfter(['confirm'], { refundDue: false });
      const another = orderLife({}, []).events;
      expect(pendingAfter([...another, ...events, cancelled])).toBe(1);
    });

    it.each([
      [['confirm'], true],
      [[], false],
    ] as const)('counts one whose event lacks the previous status, after %j', (steps, refundDue) => {
      const { events, cancelled } = cancelledAfter(steps, { refundDue });
      const { previousStatus: _, ...data } = cancelled.data;
      const another = orderLife({}, []).events;
      expect(pendingAfter([...another, ...events, { ...cancelled, data }])).toBe(1);
    });
  });

  it('is never less than 0, as when an order has left before it was seen to enter', () => {
    expect(pendingAfter(orderLife({}, ['confirm']).events.slice(1))).toBe(0);
    expect(countPendingOrders(new Map())).toBe(0);
  });
});
