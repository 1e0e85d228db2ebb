import type { OrderEvent } from '../../domain/order-event.ts';
import type { CallOptions } from '../../platform/call-options.ts';

/** The outcome of publishing one event. */
export type Publication =
  | { readonly outcome: 'accepted' }
  /** The bus does not take this event as it is, however often it is sent. */
  | { readonly outcome: 'refused'; readonly code: string }
  /** The bus did not take it this time, or did not say that it has. */
  | { readonly outcome: 'unavailable'; readonly code: string };

export interface EventPublisher {
  /**
   * Hands events to the bus, and tries again within the time that there is. The events may reach it in any order,
   * so no two of them may be of one order.
   * @returns what became of each, in the order of the events. A bus that fails is no exception.
   * @throws {RangeError} on two events of one order.
   */
  publish(events: readonly OrderEvent[], options: CallOptions): Promise<readonly Publication[]>;
}

/**
 * Checks what every publisher relies on: a request that is accepted in part would swap two events of one order.
 * @throws {RangeError} on two events of one order.
 */
export const requireDistinctOrders = (events: readonly OrderEvent[]): void => {
  const orders = new Set(events.map(({ orderId }) => orderId));
  if (orders.size < events.length)
    throw new RangeError('one request must not contain two events of the same order');
};
