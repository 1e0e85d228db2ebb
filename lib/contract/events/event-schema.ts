import * as z from 'zod';
import type { OrderEventData, OrderEventType } from '../../domain/order-event.ts';

/** The envelope of every event: all fields except type and data. */
export const envelopeSchemas = {
  eventId: z
    .string()
    .describe(
      'Identical for every delivery of the event: `<orderId>:<orderVersion>:<n>`, n from 1 within a version.',
    ),
  schemaVersion: z.literal(1).describe('Version of the schema; a breaking change has a new version.'),
  occurredAt: z.iso.datetime().describe('Time of the commit.'),
  orderId: z.string().min(1).describe('`ord_` followed by a ULID.'),
  orderVersion: z.int().min(1).describe('1 for a new order; each transition adds 1.'),
  correlationId: z
    .string()
    .min(1)
    .describe('Correlation id of the request or scheduled job that caused the event.'),
  causationId: z
    .string()
    .min(1)
    .describe('Cause of the event: the idempotency record, request or scheduled job.'),
  traceparent: z
    .string()
    .min(1)
    .optional()
    .describe('W3C Trace Context of the request that caused the event. Absent when it had none.'),
};

/** One schema for each field of the data: a field that is added to an event has to be published here. */
type EventDataShape<T extends OrderEventType> = {
  readonly [K in keyof Required<OrderEventData[T]>]: z.ZodType<OrderEventData[T][K]>;
};

/**
 * Schema of the events of one type. Fields that it does not know are no error, since later versions may add some.
 * @param when what has happened, as consumers read it.
 */
export const eventSchema = <T extends OrderEventType, Data extends EventDataShape<T>>(
  type: T,
  when: string,
  data: Data,
) => z.object({ type: z.literal(type), ...envelopeSchemas, data: z.object(data) }).describe(when);
