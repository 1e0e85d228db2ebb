import type { IdempotencyRecord } from '../../lib/app/ports/idempotency-record.ts';
import { idempotencyWindowMs } from '../../lib/contract/idempotency.ts';
import type { Order } from '../../lib/domain/order.ts';
import { eventsOf, type StoredOrder, type StoredState } from './stored-state.ts';
import { type Violation, violationsOf } from './violation.ts';

/** The record of the request that placed an order, by the events of the order. */
export const recordIdOf = (stored: Pick<StoredOrder, 'events'>): string | undefined =>
  eventsOf(stored)[0]?.causationId;

/** The order that a stored reply shows; `undefined` for another reply, such as that of an erased customer. */
export const repliedOrder = (record: IdempotencyRecord): string | undefined => {
  if (record.state !== 'completed' || record.response.statusCode >= 300) return undefined;
  const { id } = JSON.parse(record.response.body) as { readonly id?: unknown };
  return typeof id === 'string' ? id : undefined;
};

/**
 * The record of the request that placed an order shows this order.
 * @param record absent when it is not stored; it has to be until its window ends.
 */
export const checkRecord = (orderId: string, record: IdempotencyRecord | undefined): readonly Violation[] => {
  if (!record) return violationsOf('request', orderId, ['has no record of its request']);
  if (record.state !== 'completed') return violationsOf('request', orderId, ['its request has no reply']);
  const shown = repliedOrder(record);
  return shown === orderId || record.response.statusCode >= 300
    ? []
    : violationsOf('request', orderId, [`its request was answered with ${shown}`]);
};

/** The request that placed an order, and its time. */
export type PlacedOrder = Pick<Order, 'id' | 'createdAt'>;

/** An order shows when its request came, and is committed at most this much later: no request takes longer. */
const longestRequestMs = 30_000;

/** One request, one order. A key is free for another order once the window of its request has ended. */
export const checkSameRequest = (orders: readonly PlacedOrder[]): readonly Violation[] =>
  orders
    .toSorted((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt))
    .flatMap((order, n, all) => {
      const before = all[n - 1];
      if (!before) return [];
      const laterByMs = Date.parse(order.createdAt) - Date.parse(before.createdAt);
      if (laterByMs >= idempotencyWindowMs - longestRequestMs) return [];
      return violationsOf('request', order.id, [`one request made this order and ${before.id}`]);
    });

/** Every order was placed by a request of its own, whose record is kept until a later request uses the key. */
export const checkRequests = ({ orders, records }: StoredState): readonly Violation[] => {
  const known = new Map(records.map((record) => [record.recordId, record]));
  return [...Map.groupBy(orders, (stored) => recordIdOf(stored) ?? '')].flatMap(([recordId, made]) => {
    const placed = made.map(({ order }) => order);
    const latest = placed.reduce((a, b) => (Date.parse(b.createdAt) > Date.parse(a.createdAt) ? b : a));
    return [...checkSameRequest(placed), ...checkRecord(latest.id, known.get(recordId))];
  });
};
