import type {
  CursorChange,
  OrderOutbox,
  OutboxVersion,
  PublishCursor,
  QuarantineReason,
} from '../ports/event-outbox.ts';

/** Milliseconds from the commit of a version's events to `at`, or to their coming back if that was earlier. */
export const publishDelayMs = ({ occurredAt, receivedAt }: OutboxVersion, at: number): number =>
  Math.min(at, receivedAt === undefined ? at : Date.parse(receivedAt)) - Date.parse(occurredAt);

/** The last version up to which every event is judged at `now`, although it may not be published. */
export const judgedThrough = ({ cursor, versions }: OrderOutbox, now: number, deadlineMs: number): number => {
  let judged = cursor.judgedVersion;
  for (const version of versions) {
    if (version.orderVersion <= judged) continue;
    const isSettled = version.orderVersion <= cursor.publishedVersion;
    if (!isSettled && publishDelayMs(version, now) <= deadlineMs) break;
    judged = version.orderVersion;
  }
  return judged;
};

/** A change of an order's cursor that is not stored yet. */
export type CursorEdit = Omit<CursorChange, 'orderId'>;

const undeliveredVersions = ({ versions }: OrderOutbox): readonly number[] =>
  versions.filter(({ delivery }) => delivery === 'undelivered').map(({ orderVersion }) => orderVersion);

/** Without what is known of failures. */
const recovered = ({ lastFailure: _, ...cursor }: PublishCursor): PublishCursor => ({
  ...cursor,
  failures: 0,
});

/**
 * The bus has accepted everything up to a version. What was accepted at last was judged by the same write.
 * @param publishes how often what is outstanding was published, this time included.
 */
export const markPublished = (
  { cursor }: OrderOutbox,
  { version, at, publishes }: { readonly version: number; readonly at: string; readonly publishes: number },
): CursorEdit => ({
  cursor: {
    ...recovered(cursor),
    publishedVersion: Math.max(cursor.publishedVersion, version),
    judgedVersion: Math.max(cursor.judgedVersion, version),
    publishedAt: at,
    publishes,
  },
});

/** Quarantines undelivered versions. They are no longer published in time, so they count as late. */
export const extendQuarantine = (outbox: OrderOutbox): CursorEdit => ({
  cursor: {
    ...outbox.cursor,
    judgedVersion: Math.max(outbox.cursor.judgedVersion, outbox.versions.at(-1)?.orderVersion ?? 0),
  },
  toQuarantine: undeliveredVersions(outbox),
});

export const quarantine = (outbox: OrderOutbox, reason: QuarantineReason, at: string): CursorEdit => {
  const edit = extendQuarantine(outbox);
  return { ...edit, cursor: { ...edit.cursor, quarantine: { at, reason } } };
};

/** Counts a refusal, the last of which leads to quarantine. */
export const countRefusal = (
  outbox: OrderOutbox,
  { code, at, maxFailures }: { readonly code: string; readonly at: string; readonly maxFailures: number },
): CursorEdit => {
  const failures = outbox.cursor.failures + 1;
  const failed = { ...outbox, cursor: { ...outbox.cursor, failures, lastFailure: code } };
  return failures >= maxFailures ? quarantine(failed, 'refused', at) : { cursor: failed.cursor };
};

/** Starts again: nothing is quarantined, and no failure counts. */
export const release = ({ cursor, versions }: OrderOutbox): CursorEdit => {
  const { quarantine: _, ...rest } = recovered(cursor);
  return {
    cursor: { ...rest, publishes: 0 },
    restore: versions
      .filter(({ delivery }) => delivery === 'quarantined')
      .map(({ orderVersion }) => orderVersion),
  };
};
