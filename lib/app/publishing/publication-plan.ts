import type { OrderEvent } from '../../domain/order-event.ts';
import type { OrderOutbox, OutboxVersion, QuarantineReason } from '../ports/event-outbox.ts';

/** How patient publishing is. Times are in milliseconds. */
export interface PublishingSettings {
  /** Refusals in a row after which an order is quarantined. */
  readonly maxFailures: number;
  /** So many orders refused and not one event accepted: then it may well be the bus. */
  readonly systemicRefusals: number;
  /** Refusals in a row after which an order is quarantined although it may well be the bus. */
  readonly maxSuspectFailures: number;
  /** How long an event may stay undelivered before it is published again; doubles with each repetition. */
  readonly receiptPatienceMs: number;
  /** How often events are published again before their order is quarantined. */
  readonly maxRepeats: number;
  /** How long an order stays in quarantine until its events are published again. */
  readonly quarantineMs: number;
  /** Age at which an event that is not on the bus counts as late. */
  readonly freshnessDeadlineMs: number;
}

export const publishingDefaults = {
  maxFailures: 5,
  systemicRefusals: 5,
  maxSuspectFailures: 60,
  receiptPatienceMs: 60_000,
  maxRepeats: 6,
  quarantineMs: 6 * 3_600_000,
} as const satisfies Partial<PublishingSettings>;

/** Events of one version that have to be on the bus before those of the next. */
export interface PlannedVersion {
  readonly orderVersion: number;
  /** Absent when they were delivered before the cursor moved past them. */
  readonly events: readonly OrderEvent[];
  /** The bus has accepted them before. */
  readonly repeated: boolean;
}

/** The next step for the events of an order. */
export type PublicationPlan =
  /** `blocked`: why it does not go on after these versions. */
  | { readonly kind: 'publish'; readonly versions: readonly PlannedVersion[]; readonly blocked?: string }
  | { readonly kind: 'quarantine'; readonly reason: QuarantineReason }
  /** Events have come since the order was quarantined. */
  | { readonly kind: 'extend-quarantine' }
  /** The events for which the order was quarantined were delivered after all, or it has been quarantined for long. */
  | { readonly kind: 'release' };

const isPublished = ({ cursor }: OrderOutbox, { orderVersion }: OutboxVersion): boolean =>
  orderVersion <= cursor.publishedVersion;

/** The versions that were published and not delivered. */
export const outstanding = (outbox: OrderOutbox): readonly OutboxVersion[] =>
  outbox.versions.filter((version) => isPublished(outbox, version) && version.delivery !== 'received');

/** The next step for an order in quarantine. The cause may have been repaired meanwhile: after a while it starts again. */
const planOfQuarantined = (
  outbox: OrderOutbox,
  { at, reason }: NonNullable<OrderOutbox['cursor']['quarantine']>,
  now: number,
  quarantineMs: number,
): PublicationPlan => {
  const isThere = (state: OutboxVersion['delivery']) =>
    outbox.versions.some(({ delivery }) => delivery === state);
  // A queue may have kept them for longer than the patience.
  const isOver = reason === 'undelivered' ? outstanding(outbox).length === 0 : !isThere('quarantined');
  if (isOver || Date.parse(at) + quarantineMs <= now) return { kind: 'release' };
  return isThere('undelivered') ? { kind: 'extend-quarantine' } : { kind: 'publish', versions: [] };
};

/** When what is outstanding is published again, in milliseconds since 1970. */
export const repeatDueAt = (
  { cursor: { publishedAt, publishes } }: OrderOutbox,
  patienceMs: number,
): number => Date.parse(publishedAt ?? '') + patienceMs * 2 ** Math.max(0, publishes - 1);

/** The versions in order, up to the first that cannot be published. */
export const publishInOrder = (
  outbox: OrderOutbox,
  versions: readonly OutboxVersion[],
): Extract<PublicationPlan, { kind: 'publish' }> => {
  const planned: PlannedVersion[] = [];
  let next = outbox.cursor.publishedVersion + 1;
  for (const version of versions) {
    const { orderVersion, events } = version;
    const repeated = isPublished(outbox, version);
    if (!repeated && orderVersion !== next)
      return { kind: 'publish', versions: planned, blocked: 'EventMissing' };
    if (!events) return { kind: 'publish', versions: planned, blocked: 'EventUnreadable' };
    // Known to have been on the bus, though the cursor was not moved.
    const wasSeen = !repeated && version.delivery === 'received';
    planned.push({ orderVersion, events: wasSeen ? [] : events, repeated });
    if (!repeated) next += 1;
  }
  return { kind: 'publish', versions: planned };
};

/**
 * The due events of an order: first those that were published and not delivered in time, then those that were never
 * published. Events that a bus lost for a while are thus published before younger ones.
 * @param mayRepeat whether the former may be published again now.
 */
export const planPublication = (
  outbox: OrderOutbox,
  now: number,
  { receiptPatienceMs, maxRepeats, quarantineMs }: PublishingSettings,
  mayRepeat: (outbox: OrderOutbox) => boolean = () => true,
): PublicationPlan => {
  const { cursor, versions } = outbox;
  if (cursor.quarantine) return planOfQuarantined(outbox, cursor.quarantine, now, quarantineMs);
  const missing = outstanding(outbox);
  const isOverdue = missing.length > 0 && repeatDueAt(outbox, receiptPatienceMs) <= now;
  if (isOverdue && cursor.publishes > maxRepeats) return { kind: 'quarantine', reason: 'undelivered' };
  const unpublished = versions.filter((version) => !isPublished(outbox, version));
  return publishInOrder(outbox, [...(isOverdue && mayRepeat(outbox) ? missing : []), ...unpublished]);
};
