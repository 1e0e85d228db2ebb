import type { DeliveredEvent } from './delivered-event.ts';

export interface JournalQuery {
  readonly orderId?: string | undefined;
  /** How many of the newest that match. */
  readonly limit: number;
}

/** An event and when the bus accepted it, in milliseconds since 1970. */
export interface AcceptedEvent {
  readonly at: number;
  readonly event: DeliveredEvent;
}

/** Events that the bus has accepted, in order of acceptance. */
export interface BusJournal {
  append(event: DeliveredEvent): void;
  /** Oldest first. */
  query(query: JournalQuery): readonly DeliveredEvent[];
  /** All that are kept, oldest first. */
  list(): readonly AcceptedEvent[];
}

export interface BusJournalOptions {
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly onAppend?: (event: DeliveredEvent) => void;
  readonly capacity?: number;
}

/** Keeps the newest `capacity` events. */
export const createBusJournal = ({
  now = Date.now,
  onAppend = () => {},
  capacity = 10_000,
}: BusJournalOptions = {}): BusJournal => {
  let accepted: AcceptedEvent[] = [];
  return {
    append(event) {
      accepted.push({ at: now(), event });
      // Cut only now and then: a cut copies the whole array.
      if (accepted.length > capacity * 1.1) accepted = accepted.slice(-capacity);
      onAppend(event);
    },
    query: ({ orderId, limit }) =>
      accepted
        .slice(-capacity)
        .map(({ event }) => event)
        .filter(({ detail }) => orderId === undefined || detail['orderId'] === orderId)
        .slice(-limit),
    list: () => accepted.slice(-capacity),
  };
};
