import {
  type EventHistory,
  type EventOutbox,
  noCursor,
  type OutboxVersion,
  type PublishCursor,
  type PutOff,
} from '../../lib/app/ports/event-outbox.ts';
import type { OrderEventBatch } from '../../lib/domain/order-event.ts';

/** The events of transitions, by order id and version. */
export type CommittedEvents = Map<string, ReadonlyMap<number, OrderEventBatch>>;

export interface MemoryEventOutbox extends EventOutbox, EventHistory {
  /** Notes that the events of a version have come back over the bus, at a time in RFC 3339. */
  receive(orderId: string, orderVersion: number, receivedAt: string): void;
}

/** The outbox of committed events. A change happens between two awaits, so it is whole and alone. */
export const createMemoryEventOutbox = (events: CommittedEvents): MemoryEventOutbox => {
  const cursors = new Map<string, PublishCursor>();
  const quarantined = new Set<string>();
  const receipts = new Map<string, string>();
  const moved = new Map<string, PutOff>();
  const keyOf = (orderId: string, orderVersion: number) => `${orderId} ${orderVersion}`;

  const deliveryOf = (key: string): OutboxVersion['delivery'] => {
    if (receipts.has(key)) return 'received';
    return quarantined.has(key) ? 'quarantined' : 'undelivered';
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

    async change({ orderId, cursor, toQuarantine = [], restore = [] }) {
      const isIn = (delivery: OutboxVersion['delivery']) => (version: number) =>
        events.get(orderId)?.has(version) && deliveryOf(keyOf(orderId, version)) === delivery;
      if ((cursors.get(orderId) ?? noCursor).revision !== cursor.revision) return undefined;
      if (!toQuarantine.every(isIn('undelivered')) || !restore.every(isIn('quarantined'))) return undefined;
      for (const version of [...toQuarantine, ...restore]) moved.delete(keyOf(orderId, version));
      for (const version of toQuarantine) quarantined.add(keyOf(orderId, version));
      for (const version of restore) quarantined.delete(keyOf(orderId, version));
      const stored = structuredClone({ ...cursor, revision: cursor.revision + 1 });
      cursors.set(orderId, stored);
      return stored;
    },

    async *listUndelivered({ delivery, dueBy }) {
      const found = all()
        .filter((version) => version.delivery === delivery)
        .map(({ orderId, orderVersion, occurredAt }) => {
          const { until = occurredAt, dueSince = until } = moved.get(keyOf(orderId, orderVersion)) ?? {};
          return { dueAt: until, version: { orderId, orderVersion, occurredAt, dueSince } };
        })
        .filter(({ dueAt }) => dueBy === undefined || dueAt <= dueBy)
        .sort((a, b) => (a.dueAt < b.dueAt ? -1 : Number(a.dueAt > b.dueAt)));
      for (const { version } of found) yield version;
    },

    async putOff({ orderId, orderVersion }, to) {
      const key = keyOf(orderId, orderVersion);
      const stored = events.get(orderId)?.get(orderVersion);
      if (!stored || deliveryOf(key) !== 'undelivered') return;
      if ((moved.get(key)?.until ?? stored.occurredAt) < to.until) moved.set(key, to);
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
      quarantined.delete(key);
      if (!receipts.has(key)) receipts.set(key, receivedAt);
    },
  };
};
