import type { DeliveredEvent } from './delivered-event.ts';

export interface JournalQuery {
  readonly orderId?: string | undefined;
  /** How many of the newest that match. */
  readonly limit: number;
}

/** Events that the bus has accepted, in order of acceptance. */
export interface BusJournal {
  append(event: DeliveredEvent): void;
  /** Oldest first. */
  query(query: JournalQuery): readonly DeliveredEvent[];
}

/** Keeps the newest `capacity` events. */
export const createBusJournal = (capacity = 50_000): BusJournal => {
  let accepted: DeliveredEvent[] = [];
  return {
    append(event) {
      accepted.push(event);
      // Cut only now and then: a cut copies the whole array.
      if (accepted.length > capacity * 1.1) accepted = accepted.slice(-capacity);
    },
    query: ({ orderId, limit }) =>
      accepted
        .slice(-capacity)
        .filter(({ detail }) => orderId === undefined || detail['orderId'] === orderId)
        .slice(-limit),
  };
};
