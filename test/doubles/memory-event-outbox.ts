import {
  type EventHistory,
  type EventOutbox,
  noCursor,
  type OutboxVersion,
  type PublishCursor,
} from '../../lib/app/ports/event-outbox.ts';
import type { MemoryState } from './memory-state.ts';

export interface MemoryEventOutbox extends EventOutbox, EventHistory {
  /** Notes that the events of a version have come back over the bus, at a time in RFC 3339. */
  receive(orderId: string, orderVersion: number, receivedAt: string): void;
}

/** The outbox of the orders in a memory store. A change happens between two awaits, so it is whole and alone. */
export const createMemoryEventOutbox = ({ events }: Pick<MemoryState, 'events'>): MemoryEventOutbox => {
  const cursors = new Map<string, PublishCursor>();
  const parked = new Set<string>();
  const receipts = new Map<string, string>();
  const keyOf = (orderId: string, orderVersion: number) => `${orderId} ${orderVersion}`;

  const deliveryOf = (key: string): OutboxVersion['delivery'] => {
    if (receipts.has(key)) return 'received';
    return parked.has(key) ? 'parked' : 'undelivered';
  };

  const versionsOf = (orderId: string): OutboxVersion[] =>
    [...(events.get(orderId)?.values() ?? [])]
      .sort((a, b) => a.orderVersion - b.orderVersion)
      .map(({ orderVersion, occurredAt, events: stored }) => {
        const key = keyOf(orderId, orderVersion);
        const receivedAt = receipts.get(key);
        return {
          orderVersion,
          occurredAt,
          events: stored,
          delivery: deliveryOf(key),
          ...(receivedAt !== undefined && { receivedAt }),
        };
      });

  const all = () =>
    [...events.keys()].flatMap((orderId) => versionsOf(orderId).map((version) => ({ ...version, orderId })));

  return {
    async load(orderId) {
      const cursor = cursors.get(orderId) ?? noCursor;
      return structuredClone({ orderId, cursor, versions: versionsOf(orderId) });
    },

    async change({ orderId, cursor, park = [], restore = [] }) {
      const isIn = (delivery: OutboxVersion['delivery']) => (version: number) =>
        events.get(orderId)?.has(version) && deliveryOf(keyOf(orderId, version)) === delivery;
      if ((cursors.get(orderId) ?? noCursor).revision !== cursor.revision) return undefined;
      if (!park.every(isIn('undelivered')) || !restore.every(isIn('parked'))) return undefined;
      for (const version of park) parked.add(keyOf(orderId, version));
      for (const version of restore) parked.delete(keyOf(orderId, version));
      const stored = structuredClone({ ...cursor, revision: cursor.revision + 1 });
      cursors.set(orderId, stored);
      return stored;
    },

    async *listUndelivered({ delivery, before }) {
      const found = all()
        .filter((version) => version.delivery === delivery && version.occurredAt <= before)
        .sort((a, b) => a.occurredAt.localeCompare(b.occurredAt));
      for (const { orderId, orderVersion, occurredAt } of found) yield { orderId, orderVersion, occurredAt };
    },

    async *listOrdersSince(since) {
      yield* new Set(
        all()
          .filter(({ occurredAt }) => occurredAt >= since)
          .map(({ orderId }) => orderId),
      );
    },

    receive(orderId, orderVersion, receivedAt) {
      const key = keyOf(orderId, orderVersion);
      parked.delete(key);
      if (!receipts.has(key)) receipts.set(key, receivedAt);
    },
  };
};
