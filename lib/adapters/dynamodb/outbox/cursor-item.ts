import * as z from 'zod';
import type { PublishCursor } from '../../../app/ports/event-outbox.ts';
import { parseItem } from '../../../platform/dynamodb/parse-item.ts';
import { orderPartition } from '../order-item.ts';

/** Sort key of the item that says how far an order's events were published. */
export const cursorSortKey = 'CURSOR';

export const cursorKey = (orderId: string) => ({ pk: orderPartition(orderId), sk: cursorSortKey });

/** Stored form of a cursor. */
const cursorItemSchema = z.object({
  revision: z.int().min(1),
  publishedVersion: z.int().min(0),
  publishedAt: z.iso.datetime().optional(),
  publishes: z.int().min(0),
  failures: z.int().min(0),
  lastFailure: z.string().optional(),
  freshnessJudgedVersion: z.int().min(0),
  quarantinedAt: z.iso.datetime().optional(),
  quarantineReason: z.enum(['refused', 'undelivered']).default('refused'),
});

/** Every attribute of the item apart from its key; `undefined` for those that it must not have. */
export const toCursorAttributes = (cursor: PublishCursor): Readonly<Record<string, unknown>> => ({
  revision: cursor.revision,
  publishedVersion: cursor.publishedVersion,
  publishedAt: cursor.publishedAt,
  publishes: cursor.publishes,
  failures: cursor.failures,
  lastFailure: cursor.lastFailure,
  freshnessJudgedVersion: cursor.judgedVersion,
  quarantinedAt: cursor.quarantine?.at,
  quarantineReason: cursor.quarantine?.reason,
});

/**
 * A cursor from its item.
 * @throws {MalformedItemError}
 */
export const fromCursorItem = (item: Record<string, unknown>): PublishCursor => {
  const { freshnessJudgedVersion, publishedAt, lastFailure, quarantinedAt, quarantineReason, ...rest } =
    parseItem(cursorItemSchema, item);
  return {
    ...rest,
    judgedVersion: freshnessJudgedVersion,
    ...(publishedAt !== undefined && { publishedAt }),
    ...(lastFailure !== undefined && { lastFailure }),
    ...(quarantinedAt !== undefined && { quarantine: { at: quarantinedAt, reason: quarantineReason } }),
  };
};
