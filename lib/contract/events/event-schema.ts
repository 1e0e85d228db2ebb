import * as z from 'zod';
import type { OrderEventType } from '../../domain/order-event.ts';
import { orderIdSchema } from '../schemas/order.ts';

/** What every event has besides its type and data. */
export const envelopeSchemas = {
  eventId: z
    .string()
    .describe(
      'Same for every delivery of the event: `<orderId>:<orderVersion>:<n>`, n from 1 within a version.',
    ),
  schemaVersion: z.literal(1).describe('Another number means another schema.'),
  occurredAt: z.iso.datetime().describe('When it was committed.'),
  orderId: orderIdSchema.describe('`ord_` and a ULID.'),
  orderVersion: z.int().min(1).describe('1 for a new order, one more with every transition.'),
  correlationId: z.string().min(1).describe('That of the request or scheduled run behind it.'),
  causationId: z.string().min(1).describe('What it answers to: the idempotency record, request or schedule.'),
};

/**
 * Schema of the events of one type. Fields that it does not know are no error, since later versions may add some.
 * @param when what has happened, as consumers read it.
 */
export const eventSchema = <T extends OrderEventType, Data extends z.ZodRawShape>(
  type: T,
  when: string,
  data: Data,
) => z.object({ type: z.literal(type), ...envelopeSchemas, data: z.object(data) }).describe(when);
