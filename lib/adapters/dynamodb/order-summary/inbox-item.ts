import type { SummaryEntry } from '../../../app/ports/order-summary-store.ts';

/** Longer than the bus keeps what it could replay, in seconds. */
const keptSeconds = 35 * 24 * 60 * 60;

/** Says that the consumer has recorded an event. Each is a partition of its own, so that none gets all the writes. */
export const toInboxItem = ({ event: { eventId }, receivedAt }: SummaryEntry) => ({
  pk: `INBOX#order-summary#${eventId}`,
  sk: 'INBOX',
  receivedAt,
  ttl: Math.floor(Date.parse(receivedAt) / 1_000) + keptSeconds,
});
