import { pendingChanges } from '../../../lib/adapters/telemetry/count-pending-orders.ts';
import { counterTotal } from '../../../lib/metrics/exact-line.ts';
import { eventsOf, type StoredState } from '../../audit/stored-state.ts';
import type { BusArrival } from '../world/event-bus.ts';
import { isSynthetic } from './synthetic-order-checks.ts';

/** Each event first reaches the bus after those before it. */
export const checkArrivals = ({ orders }: StoredState, arrivals: readonly BusArrival[]): string[] => {
  const first = new Map<string, string[]>();
  const seen = new Set<string>();
  for (const { orderId, eventId } of arrivals) {
    if (seen.has(eventId)) continue;
    seen.add(eventId);
    first.set(orderId, [...(first.get(orderId) ?? []), eventId]);
  }
  return orders.flatMap(({ order, events }) => {
    const expected = events.flatMap((batch) => batch.events).map(({ eventId }) => eventId);
    const came = first.get(order.id) ?? [];
    return came.join() === expected.join() ? [] : [`events of ${order.id} came to the bus as ${came}`];
  });
};

/** The business counters count each event once, and none of a synthetic order. */
export const checkCounters = (state: StoredState, totals: ReadonlyMap<string, bigint>): string[] => {
  const orders = state.orders.filter((stored) => !isSynthetic(stored));
  const all = orders.flatMap(eventsOf);
  const count = (type: string) => all.filter((event) => event.type === type).length;
  const processed = (['confirmed', 'shipped', 'delivered', 'cancelled', 'expired'] as const).map((status) => {
    const counted = counterTotal(totals, 'order_service_orders_processed_total', { status });
    return { name: status, counted, expected: count(`order.${status}`) };
  });
  const { entered, left } = pendingChanges(totals);
  return [
    ...processed,
    { name: 'entered', counted: entered, expected: orders.length },
    {
      name: 'left',
      counted: left,
      expected: orders.filter(({ order }) => order.status !== 'pending').length,
    },
  ].flatMap(({ name, counted, expected }) =>
    Number(counted) === expected ? [] : [`${expected} orders ${name}, ${counted} counted`],
  );
};
