import { ServiceError } from '../../contract/errors/factories.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { Clock } from '../../platform/ports.ts';
import type { EventOutbox, OrderOutbox, UndeliveredVersion } from '../ports/event-outbox.ts';

export interface ListStuckDependencies {
  readonly outbox: Pick<EventOutbox, 'load' | 'listUndelivered'>;
  readonly clock: Clock;
  /** Age in milliseconds from which an undelivered event counts as stuck. */
  readonly graceMs: number;
}

/** An order with undelivered events. */
export interface StuckOrder {
  readonly orderId: string;
  /** When its oldest such event occurred; RFC 3339, UTC. */
  readonly oldestAt: string;
  /**
   * `unpublished`: not accepted by the bus. `undelivered`: accepted, and not seen since. `unreadable`: what is stored
   * of the order is not readable, so that it cannot be published.
   */
  readonly state: 'unpublished' | 'undelivered' | 'quarantined' | 'unreadable';
  /** The known cause. */
  readonly reason?: string;
  /** Versions with undelivered events. */
  readonly versions: readonly number[];
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

const stateOf = ({ cursor, versions }: OrderOutbox): Pick<StuckOrder, 'state' | 'reason'> => {
  const { quarantine, lastFailure, failures, publishedVersion, publishes } = cursor;
  const failure = lastFailure === undefined ? {} : { reason: `${lastFailure}, ${times(failures)}` };
  if (quarantine?.reason === 'undelivered') {
    return { state: 'quarantined', reason: `delivery not confirmed, published ${times(publishes)}` };
  }
  if (quarantine) return { state: 'quarantined', ...failure };
  const isUnpublished = versions.some(
    ({ orderVersion, delivery }) => orderVersion > publishedVersion && delivery !== 'received',
  );
  if (isUnpublished) return { state: 'unpublished', ...failure };
  return { state: 'undelivered', reason: `published ${times(publishes)}` };
};

const byAge = (a: StuckOrder, b: StuckOrder): number =>
  a.oldestAt.localeCompare(b.oldestAt) || a.orderId.localeCompare(b.orderId);

/** The stuck events of an order; `undefined` if all were delivered meanwhile. */
const stuckOrderOf = (outbox: OrderOutbox): StuckOrder | undefined => {
  const missing = outbox.versions.filter(({ delivery }) => delivery !== 'received');
  const [oldest] = missing;
  if (!oldest) return undefined;
  return {
    orderId: outbox.orderId,
    oldestAt: oldest.occurredAt,
    ...stateOf(outbox),
    versions: missing.map(({ orderVersion }) => orderVersion),
  };
};

/** Use case for operators: list orders with undelivered events, the oldest first, at most `limit`. */
export const listStuck = ({ outbox, clock, graceMs }: ListStuckDependencies) => {
  /** Index entries of the `limit` orders with the oldest events. The index has them by due time. */
  const firstOrders = async (
    delivery: 'undelivered' | 'quarantined',
    limit: number,
    options: CallOptions,
  ): Promise<readonly UndeliveredVersion[]> => {
    const before = new Date(clock() - graceMs).toISOString();
    const found: UndeliveredVersion[] = [];
    for await (const entry of outbox.listUndelivered({ delivery }, options)) {
      if (entry.occurredAt <= before) found.push(entry);
    }
    found.sort((a, b) => a.occurredAt.localeCompare(b.occurredAt));
    const orders = new Set([...new Set(found.map(({ orderId }) => orderId))].slice(0, limit));
    return found.filter(({ orderId }) => orders.has(orderId));
  };

  const lookAt = async (
    orderId: string,
    entries: readonly UndeliveredVersion[],
    options: CallOptions,
  ): Promise<StuckOrder | undefined> => {
    try {
      return stuckOrderOf(await outbox.load(orderId, options));
    } catch (failure) {
      if (failure instanceof ServiceError) throw failure;
      const versions = entries.map(({ orderVersion }) => orderVersion).sort((a, b) => a - b);
      const [oldestAt = ''] = entries.map(({ occurredAt }) => occurredAt).sort();
      return {
        orderId,
        oldestAt,
        state: 'unreadable',
        reason: String(failure instanceof Error ? failure.message : failure),
        versions,
      };
    }
  };

  return async (limit: number, options: CallOptions): Promise<readonly StuckOrder[]> => {
    const [undelivered, quarantined] = await Promise.all([
      firstOrders('undelivered', limit, options),
      firstOrders('quarantined', limit, options),
    ]);
    const stuck: StuckOrder[] = [];
    for (const [orderId, entries] of Map.groupBy(
      [...undelivered, ...quarantined],
      (entry) => entry.orderId,
    )) {
      const order = await lookAt(orderId, entries, options);
      if (order) stuck.push(order);
    }
    return stuck.sort(byAge).slice(0, limit);
  };
};
