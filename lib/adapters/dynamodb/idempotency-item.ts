import * as z from 'zod';
import type { OrderCommit } from '../../app/ports/order-store.ts';
import { parseItem } from '../../platform/dynamodb/parse-item.ts';

export type IdempotencyRecord = NonNullable<OrderCommit['idempotency']>['record'];

const recordShape = { recordId: z.string(), fingerprint: z.string(), expiresAt: z.iso.datetime() };

const recordItemSchema = z.discriminatedUnion('state', [
  z.object({
    ...recordShape,
    state: z.literal('completed'),
    response: z.object({
      statusCode: z.int(),
      headers: z.record(z.string(), z.string()),
      body: z.string(),
    }),
  }),
  z.object({
    ...recordShape,
    state: z.literal('running'),
    orderId: z.string(),
    attempt: z.int().min(1),
    leaseOwner: z.string(),
    leaseUntil: z.iso.datetime(),
  }),
]);

/** How long a record stays after its window, in seconds: no clock is so far off that it would miss it. */
const keptSeconds = 6 * 60 * 60;

export const recordKey = (recordId: string) => ({ pk: `IDEM#${recordId}`, sk: 'IDEM' });

/** The item of a record. `ttl` only has it cleaned up some day: whether it counts is for `expiresAt` to say. */
export const toRecordItem = (record: IdempotencyRecord) => ({
  ...recordKey(record.recordId),
  ttl: Math.floor(Date.parse(record.expiresAt) / 1_000) + keptSeconds,
  ...record,
});

/** @throws {MalformedItemError} */
export const fromRecordItem = (item: Record<string, unknown>): IdempotencyRecord =>
  parseItem(recordItemSchema, item);
