import * as z from 'zod';
import type {
  CompletedRecord,
  IdempotencyRecord,
  RunningRecord,
} from '../../app/ports/idempotency-record.ts';
import { type ItemShape, parseFacts, storedTime } from './item-schema.ts';
import { recordKey } from './keys.ts';

const recordShape = { recordId: z.string(), fingerprint: z.string(), expiresAt: storedTime };

const responseShape = {
  statusCode: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
} satisfies ItemShape<CompletedRecord['response']>;

const recordSchema = z.discriminatedUnion('state', [
  z.looseObject({
    ...recordShape,
    state: z.literal('completed'),
    response: z.looseObject(responseShape),
  } satisfies ItemShape<CompletedRecord>),
  z.looseObject({
    ...recordShape,
    state: z.literal('running'),
    orderId: z.string(),
    attempt: z.int().min(1),
    leaseOwner: z.string(),
    leaseUntil: storedTime,
  } satisfies ItemShape<RunningRecord>),
]);

/** How long a record stays after its window, in seconds: more than any clock is wrong by. */
const keptSeconds = 6 * 60 * 60;

/**
 * The item of a record. Each state of a record is written as a whole, in place of the one before. `expiresAt` says
 * whether the record counts; `ttl` only has it deleted later.
 */
export const toRecordItem = (record: IdempotencyRecord) => ({
  ...record,
  ...recordKey(record.recordId),
  ttl: Math.floor(Date.parse(record.expiresAt) / 1_000) + keptSeconds,
});

/** @throws {MalformedItemError} */
export const fromRecordItem = (item: Record<string, unknown>): IdempotencyRecord =>
  parseFacts(recordSchema, item);
