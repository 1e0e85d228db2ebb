import {
  type EventPublisher,
  type Publication,
  requireDistinctOrders,
} from '../../lib/app/ports/event-publisher.ts';
import { type BusEvent, toBusEvent } from '../../lib/contract/events/bus-event.ts';
import type { OrderEvent } from '../../lib/domain/order-event.ts';

/**
 * Fault of an event, if any.
 * `throttled`: the bus does not take it this time. `refused`: nor ever. `lost answer`: it is taken, and the client
 * gets no answer. `swallowed`: it is accepted, and delivered nowhere, as on a bus that does not exist.
 */
export type BusFault = 'throttled' | 'refused' | 'lost answer' | 'swallowed';

export interface MemoryEventBusOptions {
  /** Asked for each event, each time that it is sent. */
  readonly faultOf?: (event: OrderEvent) => BusFault | undefined;
  /** Told of each event that is delivered, in the order of their acceptance. */
  readonly onDelivery?: (event: OrderEvent) => void;
}

export interface MemoryEventBus extends EventPublisher {
  /** Everything that was accepted, oldest first. */
  log(): readonly BusEvent[];
}

const lostAnswer: Publication = { outcome: 'unavailable', code: 'TimeoutError' };

const rejections = {
  throttled: { outcome: 'unavailable', code: 'ThrottlingException' },
  refused: { outcome: 'refused', code: 'MalformedDetail' },
} as const satisfies Partial<Record<BusFault, Publication>>;

/** An event bus in this process's memory, for tests and simulation. */
export const createMemoryEventBus = ({
  faultOf = () => undefined,
  onDelivery = () => {},
}: MemoryEventBusOptions = {}): MemoryEventBus => {
  const accepted: BusEvent[] = [];

  const publishOne = (event: OrderEvent): Publication => {
    const fault = faultOf(event);
    if (fault === 'throttled' || fault === 'refused') return rejections[fault];
    accepted.push(structuredClone(toBusEvent(event)));
    if (fault !== 'swallowed') onDelivery(event);
    return fault === 'lost answer' ? lostAnswer : { outcome: 'accepted' };
  };

  return {
    async publish(events, { signal }) {
      requireDistinctOrders(events);
      if (signal.aborted) return events.map(() => ({ outcome: 'unavailable', code: 'AbortError' }));
      return events.map(publishOne);
    },
    log: () => [...accepted],
  };
};
