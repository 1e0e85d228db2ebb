import { eventIdOf } from '../../lib/domain/order-event.ts';
import type { OrderStatus } from '../../lib/domain/order-status.ts';
import { orderTransitions } from '../../lib/domain/order-status.ts';
import { isAttemptOpen } from '../../lib/domain/payment-attempt.ts';
import { refundStates } from '../../lib/domain/refund.ts';
import type { ReservationState } from '../../lib/domain/reservation.ts';
import { eventsOf, type StoredOrder } from './stored-state.ts';
import { type Violation, violationsOf } from './violation.ts';

const paid: readonly ReservationState[] = ['HELD', 'COMMITTED'];

/** The states that the stock of an order may have. */
const reservationsFor: Readonly<Record<OrderStatus, readonly ReservationState[]>> = {
  pending: ['HELD'],
  confirmed: paid,
  shipped: paid,
  delivered: paid,
  cancelled: ['RELEASED'],
  expired: ['EXPIRED'],
};

/** The status that an order has after an event; `undefined` when the event changes no status. */
const statusAfter = (type: string): OrderStatus | undefined => {
  if (type === 'order.created') return 'pending';
  const status = type.slice('order.'.length);
  return Object.hasOwn(orderTransitions, status) ? (status as OrderStatus) : undefined;
};

/** The statuses of an order by its events. */
export const statusesOf = (stored: Pick<StoredOrder, 'events'>): readonly OrderStatus[] =>
  eventsOf(stored).flatMap(({ type }) => statusAfter(type) ?? []);

const eventProblems = (stored: StoredOrder): readonly string[] => {
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
      : [`version ${order.version} with events of ${versions.length > 0 ? versions : 'none'}`]),
    ...(isLegal && statuses.at(-1) === order.status
      ? []
      : [`${order.status} after events of ${statuses.length > 0 ? statuses : 'no status'}`]),
    ...ids.map(({ eventId }) => `event ${eventId} has a wrong id`),
    ...events
      .filter(({ isQuarantined }) => isQuarantined)
      .map(({ orderVersion }) => `events of version ${orderVersion} are quarantined`),
  ];
};

/** An order that waits for the outcome of a payment never expires, so that its attempt has to be open. */
const waitingProblems = ({ order: { status, payment }, attempts }: StoredOrder): readonly string[] => {
  if (status !== 'pending' || payment?.state !== 'unknown') return [];
  const state = attempts.find(({ number }) => number === payment.attempt)?.state;
  if (state !== undefined && isAttemptOpen(state)) return [];
  return [`waits for payment attempt ${payment.attempt}, which is ${state ?? 'not stored'}`];
};

const orderProblems = (stored: StoredOrder): readonly string[] => {
  const { order, reservation, refunds } = stored;
  const held = new Map<string, number>();
  for (const { sku, quantity } of reservation?.allocations ?? [])
    held.set(sku, (held.get(sku) ?? 0) + quantity);
  const isComplete =
    order.lines.every(({ sku, quantity }) => held.get(sku) === quantity) && held.size === order.lines.length;
  const sums = refundStates.flatMap((state) => {
    const { count = 0, amount = 0 } = order.refunds?.[state] ?? {};
    const own = refunds.filter((refund) => refund.state === state);
    const sum = own.reduce((total, refund) => total + refund.amount.amount, 0);
    return count === own.length && amount === sum
      ? []
      : [`counts ${count} refunds of ${amount} as ${state}, and has ${own.length} of ${sum}`];
  });
  return [
    ...(reservation && reservationsFor[order.status].includes(reservation.state)
      ? []
      : [`${order.status}, and its stock is ${reservation?.state ?? 'not reserved'}`]),
    ...(isComplete ? [] : ['holds other units than it has lines']),
    ...waitingProblems(stored),
    ...sums,
  ];
};

/** Order, events, reservation and refunds of one order agree; this holds after every transaction. */
export const checkOrder = (stored: StoredOrder): readonly Violation[] => [
  ...violationsOf('order', stored.order.id, orderProblems(stored)),
  ...violationsOf('events', stored.order.id, eventProblems(stored)),
];
