import { pendingChanges } from '../../../lib/adapters/telemetry/count-pending-orders.ts';
import type { CustomerSummary } from '../../../lib/app/ports/order-summary-store.ts';
import { refundedOf } from '../../../lib/domain/order-refunds.ts';
import { orderStatuses } from '../../../lib/domain/order-status.ts';
import { counterTotal } from '../../../lib/metrics/exact-line.ts';
import type { BusArrival } from '../world/event-bus.ts';
import type { StoredOrder, StoredState } from './stored-state.ts';

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

const eventsOf = (stored: StoredOrder) => stored.events.flatMap((batch) => batch.events);

/** The summary that a customer’s orders make. */
const summaryOf = (orders: readonly StoredOrder[]) => ({
  orders: Object.fromEntries(
    orderStatuses.map((status) => [status, orders.filter(({ order }) => order.status === status).length]),
  ),
  ordered: orders.reduce((sum, { order }) => sum + order.total.amount, 0),
  refunded: orders.reduce((sum, { order }) => sum + refundedOf(order).amount, 0),
  paymentFailures: orders.flatMap(eventsOf).filter(({ type }) => type === 'order.payment-failed').length,
});

const shown = ({ orders, amounts, paymentFailures }: CustomerSummary) => ({
  orders,
  ordered: amounts.reduce((sum, { ordered }) => sum + ordered, 0),
  refunded: amounts.reduce((sum, { refunded }) => sum + refunded, 0),
  paymentFailures,
});

/** The read model counts each order as it is. */
export const checkSummaries = ({ orders, summaries }: StoredState): string[] =>
  [...Map.groupBy(orders, ({ order }) => order.customerId)].flatMap(([customerId, own]) => {
    const expected = JSON.stringify(summaryOf(own));
    const summary = summaries.get(customerId);
    const found = summary && JSON.stringify(shown(summary));
    return found === expected ? [] : [`summary of ${customerId} is ${found} instead of ${expected}`];
  });

/** The business counters count each event once. */
export const checkCounters = ({ orders }: StoredState, totals: ReadonlyMap<string, bigint>): string[] => {
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
