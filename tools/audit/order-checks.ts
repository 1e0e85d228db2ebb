import { eventIdOf } from '../../lib/domain/order-event.ts';
import { refundOf } from '../../lib/domain/order-refunds.ts';
import type { OrderStatus } from '../../lib/domain/order-status.ts';
import { orderTransitions } from '../../lib/domain/order-status.ts';
import { refundStates } from '../../lib/domain/refund.ts';
import type { ReservationState } from '../../lib/domain/reservation.ts';
import { openIn } from './open-work.ts';
import type { StoredOrder, StoredState } from './stored-state.ts';

/** The state that the stock of an order has. */
const reservationFor: Readonly<Record<OrderStatus, ReservationState>> = {
  pending: 'HELD',
  confirmed: 'COMMITTED',
  shipped: 'COMMITTED',
  delivered: 'COMMITTED',
  cancelled: 'RELEASED',
  expired: 'EXPIRED',
};

const statusAfter = (type: string, before: OrderStatus | undefined): OrderStatus | undefined => {
  if (type === 'order.created') return 'pending';
  const status = type.slice('order.'.length);
  return Object.hasOwn(orderTransitions, status) ? (status as OrderStatus) : before;
};

/** The statuses of an order by its events. */
export const statusesOf = ({ events }: StoredOrder): readonly OrderStatus[] => {
  const statuses: OrderStatus[] = [];
  for (const { type } of events.flatMap((batch) => batch.events)) {
    const next = statusAfter(type, statuses.at(-1));
    if (next && next !== statuses.at(-1)) statuses.push(next);
  }
  return statuses;
};

const checkEvents = (stored: StoredOrder): string[] => {
  const { order, events } = stored;
  const versions = events.map(({ orderVersion }) => orderVersion);
  const expected = Array.from({ length: order.version }, (_, n) => n + 1);
  const statuses = statusesOf(stored);
  const isLegal = statuses.every((status, n) => {
    const before = statuses[n - 1];
    if (before === undefined) return status === 'pending';
    return (Object.values(orderTransitions[before]) as string[]).includes(status);
  });
  const ids = events.flatMap(({ orderVersion, events: all }) =>
    all.filter(({ eventId }, n) => eventId !== eventIdOf(order.id, orderVersion, n + 1)),
  );
  return [
    ...(versions.join() === expected.join()
      ? []
      : [`order ${order.id} of version ${order.version} has events of ${versions}`]),
    ...(isLegal && statuses.at(-1) === order.status
      ? []
      : [`order ${order.id} is ${order.status} after events of ${statuses}`]),
    ...ids.map(({ eventId }) => `event ${eventId} has a wrong id`),
    ...events
      .filter(({ isQuarantined }) => isQuarantined)
      .map(({ orderVersion }) => `event ${order.id}:${orderVersion} is quarantined`),
  ];
};

const checkOrder = (stored: StoredOrder): string[] => {
  const { order, reservation, refunds } = stored;
  const held = new Map<string, number>();
  for (const { sku, quantity } of reservation?.allocations ?? [])
    held.set(sku, (held.get(sku) ?? 0) + quantity);
  const ordered = order.lines.every(({ sku, quantity }) => held.get(sku) === quantity);
  const claimed = refundStates.reduce((sum, state) => sum + (order.refunds?.[state]?.amount ?? 0), 0);
  const given = refunds.reduce((sum, { amount }) => sum + amount.amount, 0);
  return [
    ...openIn(stored),
    ...checkEvents(stored),
    ...(reservation?.state === reservationFor[order.status]
      ? []
      : [`the reservation of the ${order.status} order ${order.id} is ${reservation?.state}`]),
    ...(ordered ? [] : [`order ${order.id} holds other units than it has`]),
    ...(claimed === given
      ? []
      : [`order ${order.id} claims refunds of ${claimed}, and has refunds of ${given}`]),
    ...(refundOf(order)?.status === 'failed' || refunds.every(({ state }) => state === 'succeeded')
      ? []
      : [`order ${order.id} hides a refund that failed`]),
  ];
};

/** One key, one order: orders that were made by the same request. */
const checkRequests = ({ orders, records }: StoredState): string[] => {
  const byRequest = Map.groupBy(orders, ({ events }) => events[0]?.events[0]?.causationId ?? '');
  const known = new Map(records.map((record) => [record.recordId, record]));
  return [...byRequest].flatMap(([recordId, made]) => {
    const record = known.get(recordId);
    const ids = made.map(({ order }) => order.id);
    if (ids.length > 1) return [`one request made the orders ${ids}`];
    const isAnswered = record?.state === 'completed' && JSON.parse(record.response.body).id === ids[0];
    return isAnswered ? [] : [`order ${ids} has no record of its request`];
  });
};

/** Orders, their events, reservations, refunds and requests agree. */
export const checkOrders = (state: StoredState): string[] => [
  ...state.orders.flatMap(checkOrder),
  ...checkRequests(state),
];
