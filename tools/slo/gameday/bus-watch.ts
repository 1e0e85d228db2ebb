import type { PublishedEvent } from './freshness.ts';

const everyMs = 250;

/** More than come in between two looks, even when the bus works again after a while. */
const lookBack = 500;

interface BusEvent {
  readonly detail: { readonly eventId?: string; readonly occurredAt?: string };
}

export interface BusWatch {
  /** Every event of an order that came to the bus, once. */
  published(): readonly PublishedEvent[];
  stop(): void;
}

/** Looks at the bus as a consumer would, and notes when it sees which event. @param epoch seconds since 1970. */
export const watchBus = (serviceUrl: string, epoch: number, now: () => number): BusWatch => {
  const seen = new Map<string, PublishedEvent>();
  const look = async (): Promise<void> => {
    const answer = await fetch(`${serviceUrl}/local/events?limit=${lookBack}`);
    const { items } = (await answer.json()) as { items: readonly BusEvent[] };
    for (const { detail } of items) {
      const { eventId, occurredAt } = detail;
      if (eventId === undefined || occurredAt === undefined || seen.has(eventId)) continue;
      seen.set(eventId, { occurredAt: Date.parse(occurredAt) / 1_000 - epoch, publishedAt: now() });
    }
  };
  // A look that fails is made up for by the next.
  const timer = setInterval(() => void look().catch(() => {}), everyMs);
  return { published: () => [...seen.values()], stop: () => clearInterval(timer) };
};
