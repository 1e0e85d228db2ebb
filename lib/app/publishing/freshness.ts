import type { OrderOutbox, OutboxVersion } from '../ports/event-outbox.ts';

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
