import type { IdempotencyRecord } from '../../lib/app/ports/idempotency-record.ts';
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

/** One request, one order. */
export const checkSameRequest = (orderIds: readonly string[]): readonly Violation[] =>
  orderIds.length < 2
    ? []
    : orderIds.flatMap((id) => violationsOf('request', id, [`one request made the orders ${orderIds}`]));

/** Every order was placed by a request of its own, whose record is kept. */
export const checkRequests = ({ orders, records }: StoredState): readonly Violation[] => {
  const known = new Map(records.map((record) => [record.recordId, record]));
  return [...Map.groupBy(orders, (stored) => recordIdOf(stored) ?? '')].flatMap(([recordId, made]) => [
    ...checkSameRequest(made.map(({ order }) => order.id)),
    ...made.flatMap(({ order }) => checkRecord(order.id, known.get(recordId))),
  ]);
};
