import { deliveredEventSchema, eventHeadSchema } from '../../contract/events/delivered-event.ts';
import { orderEventSchema } from '../../contract/events/order-event-schemas.ts';
import { eventIdOf, type OrderEvent, orderEventTypes } from '../../domain/order-event.ts';
import type { EventPosition, OrderProgress } from '../ports/order-summary-store.ts';
import type { EventHead } from '../ports/telemetry.ts';

/** An event that has come over the bus. */
export interface DeliveredOrderEvent {
  readonly head: EventHead;
  readonly position: EventPosition;
  /** Absent if this version of the service does not know such events. */
  readonly event?: OrderEvent;
}

/** The delivered message is not an order event. */
export class MalformedEventError extends Error {
  constructor(cause: unknown) {
    super('delivered message is not an order event', { cause });
    this.name = 'MalformedEventError';
  }
}

/** The number of an event in its version, by its id. */
const numberOf = ({ eventId, orderId, orderVersion }: EventHead): number => {
  const n = Number(eventId.slice(eventIdOf(orderId, orderVersion, 0).length - 1));
  if (!Number.isSafeInteger(n) || n < 1 || eventId !== eventIdOf(orderId, orderVersion, n)) {
    throw new RangeError(`${eventId} is not the id of an event of order ${orderId}, version ${orderVersion}`);
  }
  return n;
};

const isKnown = ({ type, schemaVersion }: EventHead): boolean =>
  schemaVersion === 1 && (orderEventTypes as readonly string[]).includes(type);

/**
 * Reads an event of an order as the bus delivers it, in JSON.
 * @throws {MalformedEventError}
 */
export const readOrderEvent = (text: string): DeliveredOrderEvent => {
  try {
    const { detail } = deliveredEventSchema.parse(JSON.parse(text));
    const head = eventHeadSchema.parse(detail);
    const position = { orderId: head.orderId, orderVersion: head.orderVersion, n: numberOf(head) };
    return { head, position, ...(isKnown(head) && { event: orderEventSchema.parse(detail) }) };
  } catch (cause) {
    throw new MalformedEventError(cause);
  }
};

/** Before or after another event of the same order: negative when `a` comes first. */
export const byPosition = (a: EventPosition, b: EventPosition): number =>
  a.orderVersion - b.orderVersion || a.n - b.n;

/**
 * Whether an event is the one that comes next for its order, was there before, or has to wait for others.
 * A version may have several events; the next version's begin when its last one is there. After each event
 * exactly one other is the next.
 */
export const turnOf = (
  position: EventPosition,
  progress: OrderProgress | undefined,
): 'next' | 'past' | 'early' => {
  const { orderVersion, n } = position;
  if (!progress) return orderVersion === 1 && n === 1 ? 'next' : 'early';
  const { last, isComplete } = progress;
  if (byPosition(position, last) <= 0) return 'past';
  const isNext = isComplete
    ? orderVersion === last.orderVersion + 1 && n === 1
    : orderVersion === last.orderVersion && n === last.n + 1;
  return isNext ? 'next' : 'early';
};
