import type { OrderEvent } from '../../domain/order-event.ts';
import type { CallOptions } from '../../platform/call-options.ts';

/** The reason of a quarantine: the bus rejects the events, or they are not delivered. */
export type QuarantineReason = 'refused' | 'undelivered';

/** How far the events of an order were published. Times are RFC 3339, UTC. */
export interface PublishCursor {
  /** Grows with every stored change; 0 before the first. */
  readonly revision: number;
  /** Every version up to this one was accepted by the bus; 0 before the first. */
  readonly publishedVersion: number;
  /** When something was published last. */
  readonly publishedAt?: string;
  /** How often the undelivered events were published. */
  readonly publishes: number;
  /** How often in a row the bus refused the order's next event. */
  readonly failures: number;
  readonly lastFailure?: string;
  /** Every version up to this one was judged against the objective of freshness; 0 before the first. */
  readonly judgedVersion: number;
  readonly quarantine?: { readonly at: string; readonly reason: QuarantineReason };
}

/** The cursor of an order of which nothing was published. */
export const noCursor: PublishCursor = {
  revision: 0,
  publishedVersion: 0,
  publishes: 0,
  failures: 0,
  judgedVersion: 0,
};

/** All events of one transition, and what became of them. */
export interface OutboxVersion {
  readonly orderVersion: number;
  readonly occurredAt: string;
  /** Absent when what is stored cannot be read. */
  readonly events?: readonly OrderEvent[];
  /** `quarantined`: not published until the quarantine ends, by time or by a replay. `received`: delivered. */
  readonly delivery: 'undelivered' | 'quarantined' | 'received';
  readonly receivedAt?: string;
}

/** Everything that is known about the publishing of an order, as of one moment. */
export interface OrderOutbox {
  readonly orderId: string;
  readonly cursor: PublishCursor;
  /** By ascending version. */
  readonly versions: readonly OutboxVersion[];
}

/** Undelivered events, found in the index by their keys: unreadable ones are found as well. */
export interface UndeliveredVersion {
  readonly orderId: string;
  readonly orderVersion: number;
  readonly occurredAt: string;
  /** Since when they are due: since their commit, unless they were put off. */
  readonly dueSince: string;
}

/** A later due time of undelivered events. */
export interface PutOff {
  /** RFC 3339. */
  readonly until: string;
  /** Present after a failure: they stay due since then. Otherwise they are not due before `until`. */
  readonly dueSince?: string;
}

/** A change of a cursor, made only if it has not changed since it was read. */
export interface CursorChange {
  readonly orderId: string;
  /** Its `revision` is that of the cursor that it was made from. */
  readonly cursor: PublishCursor;
  /** Undelivered versions to quarantine. */
  readonly toQuarantine?: readonly number[];
  /** Quarantined versions to restore. */
  readonly restore?: readonly number[];
}

export interface EventOutbox {
  /** An order's cursor and events; sees every commit and change that was confirmed before. */
  load(orderId: string, options: CallOptions): Promise<OrderOutbox>;
  /**
   * Changes a cursor, and the state of versions with it, in one step. A version whose state is not the expected one
   * any more refuses the whole change.
   * @returns the stored cursor; `undefined` when something has changed in between, and nothing was stored.
   */
  change(change: CursorChange, options: CallOptions): Promise<PublishCursor | undefined>;
  /**
   * Undelivered events that were due at `dueBy` (RFC 3339), or all of them, in order of due time, which is
   * that of their commit unless they were put off. May be a moment behind.
   */
  listUndelivered(
    query: { readonly delivery: 'undelivered' | 'quarantined'; readonly dueBy?: string },
    options: CallOptions,
  ): AsyncIterable<UndeliveredVersion>;
  /** Moves the due time of undelivered events by their key. Changes nothing when they are not due by then. */
  putOff(
    version: Pick<UndeliveredVersion, 'orderId' | 'orderVersion'>,
    to: PutOff,
    options: CallOptions,
  ): Promise<void>;
}

/** The whole history of events, for replays: what was received is in it, too. */
export interface EventHistory {
  /** Orders that have events of `since` (RFC 3339) or younger, each once, in any order. */
  listOrdersSince(since: string, options: CallOptions): AsyncIterable<string>;
}
