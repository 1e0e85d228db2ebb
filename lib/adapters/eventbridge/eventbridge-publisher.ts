import {
  type EventPublisher,
  type Publication,
  requireDistinctOrders,
} from '../../app/ports/event-publisher.ts';
import { createBackoff } from '../../platform/resilience/retry.ts';
import { type Scheduler, sleep, systemScheduler } from '../../platform/resilience/scheduler.ts';
import { type BusEntry, entrySize, toBusEntry } from './bus-entry.ts';
import { chunkEntries, requestLimits } from './chunk-entries.ts';
import type { EventBus } from './event-bus.ts';
import { putEvents } from './put-events.ts';

export interface EventBridgePublisherOptions {
  /** The bus. Its client retries a request that failed as a whole. */
  readonly bus: EventBus;
  /** Most attempts to send one entry, the first included. */
  readonly maxAttempts?: number;
  readonly scheduler?: Scheduler;
  readonly random?: () => number;
}

interface Pending {
  readonly index: number;
  readonly entry: BusEntry;
}

const backoff = { baseMs: 50, capMs: 1_000 };

const tooLarge: Publication = { outcome: 'refused', code: 'EntryTooLarge' };
const notSent: Publication = { outcome: 'unavailable', code: 'NotSent' };

/** Publishes on an EventBridge bus. Retries only the entries that the bus did not accept. */
export const createEventBridgePublisher = ({
  bus,
  maxAttempts = 4,
  scheduler = systemScheduler,
  random = Math.random,
}: EventBridgePublisherOptions): EventPublisher => ({
  async publish(events, options) {
    requireDistinctOrders(events);
    const entries = events.map((event) => toBusEntry(bus.busName, event));
    const results = entries.map(
      (entry): Publication => (entrySize(entry) > requestLimits.bytes ? tooLarge : notSent),
    );

    /** @returns the entries to send again. */
    const send = async (chunk: readonly Pending[]): Promise<readonly Pending[]> => {
      const sent = await putEvents(
        bus,
        chunk.map(({ entry }) => entry),
        options,
      );
      for (const [place, { index }] of chunk.entries()) results[index] = sent[place]?.publication ?? notSent;
      return chunk.filter((_, place) => sent[place]?.again);
    };

    let pending: readonly Pending[] = entries.flatMap((entry, index) =>
      results[index] === tooLarge ? [] : [{ index, entry }],
    );
    const nextWaitMs = createBackoff({ ...backoff, random });
    for (let attempt = 1; pending.length > 0 && !options.signal.aborted; attempt += 1) {
      const chunks = chunkEntries(pending, ({ entry }) => entrySize(entry));
      pending = (await Promise.all(chunks.map(send))).flat();
      const waitMs = nextWaitMs();
      if (attempt >= maxAttempts || scheduler.now() + waitMs >= options.deadline) break;
      if (pending.length > 0) await sleep(scheduler, waitMs, options.signal);
    }
    return results;
  },
});
