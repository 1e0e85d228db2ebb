import {
  type EventCause,
  type EventFact,
  eventsOf as eventBatchOf,
  type OrderEventBatch,
  type OrderEventType,
} from '../../../lib/domain/order-event.ts';
import {
  orderCancelled,
  orderConfirmed,
  orderCreated,
  orderDelivered,
  orderExpired,
  orderShipped,
  paymentDeclined,
  refundFailed,
  refundSucceeded,
} from '../../../lib/domain/order-fact.ts';
import { orderTransitions } from '../../../lib/domain/order-status.ts';
import type { Reservation } from '../../../lib/domain/reservation.ts';
import { statusesOf } from '../../audit/order-checks.ts';
import { eventsOf, type StoredEvents, type StoredOrder } from '../../audit/stored-state.ts';

/** How an order and its events, restored to different moments, come to agree again. */
export type Mending =
  /** The events of the last change are missing, and follow from the order. */
  | { readonly kind: 'add'; readonly batch: OrderEventBatch }
  /** Events of changes that the order does not have; `orderVersion` is 0 for an order that is not stored. */
  | { readonly kind: 'remove'; readonly orderVersion: number; readonly batches: readonly StoredEvents[] }
  /** A reservation whose order is not stored. The units that it has taken go back into stock. */
  | {
      readonly kind: 'give-up';
      readonly reservation: Reservation;
      readonly hasTaken: boolean;
      readonly batches: readonly StoredEvents[];
    }
  | { readonly kind: 'undecided'; readonly problem: string };

/** The refunds whose outcome no event reports; the last event about a refund counts. */
const unreportedRefunds = (stored: StoredOrder): readonly EventFact[] => {
  const told = new Map<number, OrderEventType>();
  for (const { type, data } of eventsOf(stored)) if ('refund' in data) told.set(data.refund, type);
  return stored.refunds.flatMap((refund): EventFact[] => {
    const { number, state, failureReason = 'unknown' } = refund;
    if (state === 'succeeded' && told.get(number) !== 'order.refund-succeeded')
      return [refundSucceeded(stored.order, refund)];
    if (state === 'failed' && told.get(number) !== 'order.refund-failed')
      return [refundFailed(stored.order, refund, failureReason)];
    return [];
  });
};

/** The declined payments that no event reports. */
const unreportedDeclines = (stored: StoredOrder): readonly EventFact[] => {
  const told = new Set(
    eventsOf(stored).flatMap(({ type, data }) => (type === 'order.payment-failed' ? [data.attempt] : [])),
  );
  return stored.attempts.flatMap(({ number, state, declineReason: reason = 'unknown' }) =>
    state === 'declined' && !told.has(number)
      ? [paymentDeclined(stored.order, { reason, attempt: number })]
      : [],
  );
};

/** The facts that the last change of an order may have reported. */
const candidates = (stored: StoredOrder): readonly EventFact[] => {
  const { order, reservation, refunds } = stored;
  const previousStatus = statusesOf(stored).at(-1);
  if (previousStatus === undefined) return order.status === 'pending' ? [orderCreated(order)] : [];
  if (previousStatus === order.status) return [...unreportedDeclines(stored), ...unreportedRefunds(stored)];
  if (!(Object.values(orderTransitions[previousStatus]) as string[]).includes(order.status)) return [];
  switch (order.status) {
    case 'confirmed':
      return [orderConfirmed(order)];
    case 'shipped':
      return [orderShipped(order)];
    case 'delivered':
      return [orderDelivered(order)];
    case 'expired':
      return [orderExpired(order)];
    case 'cancelled': {
      // A cancellation releases the stock and claims the refund in one commit, at one time.
      const refundDue = refunds.some(({ createdAt }) => createdAt === reservation?.updatedAt);
      return [orderCancelled(order, { refundDue, previousStatus })];
    }
    default:
      return [];
  }
};

const isRowOf = (events: readonly StoredEvents[], last: number): boolean =>
  events.length === last && events.every(({ orderVersion }, n) => orderVersion === n + 1);

const problemOf = (orderVersion: number, events: readonly StoredEvents[]): string => {
  const present = new Set(events.map((batch) => batch.orderVersion));
  const missing = Array.from({ length: orderVersion }, (_, n) => n + 1).filter((n) => !present.has(n));
  const later = [...present].filter((version) => version > orderVersion);
  const ahead = later.length > 0 ? `, and does not have those of ${later.join(', ')}` : '';
  return `of version ${orderVersion}, lacks the events of ${missing.join(', ')}${ahead}`;
};

/**
 * How to mend an order. The orders table counts: what it does not have happened in the lost time.
 * @param stored `undefined` for an order that is not stored.
 * @param events all stored events of the order, by ascending version.
 * @returns `undefined` when order and events agree.
 */
export const mendingOf = (
  stored: StoredOrder | undefined,
  events: readonly StoredEvents[],
  cause: EventCause,
): Mending | undefined => {
  const orderVersion = stored?.order.version ?? 0;
  const later = events.filter((batch) => batch.orderVersion > orderVersion);
  const known = events.slice(0, events.length - later.length);
  if (later.length > 0 && isRowOf(known, orderVersion))
    return { kind: 'remove', orderVersion, batches: later };
  if (stored === undefined || isRowOf(events, orderVersion)) return undefined;
  const problem = problemOf(orderVersion, events);
  if (!isRowOf(events, orderVersion - 1)) return { kind: 'undecided', problem };
  const [fact, ...others] = candidates(stored);
  if (fact === undefined || others.length > 0) return { kind: 'undecided', problem };
  return { kind: 'add', batch: eventBatchOf(stored.order, [fact], cause) };
};
