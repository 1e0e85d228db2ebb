import * as z from 'zod';

/** An event as the bus delivers it, as far as consumers here look at it. */
export const deliveredEventSchema = z.object({
  source: z.string(),
  'detail-type': z.string(),
  detail: z.record(z.string(), z.unknown()),
});

/** Fields that order events of any type and schema version have. */
export const eventHeadSchema = z.object({
  eventId: z.string(),
  type: z.string(),
  schemaVersion: z.int().min(1),
  orderId: z.string().min(1),
  orderVersion: z.int().min(1),
  correlationId: z.string().optional(),
  traceparent: z.string().optional(),
});
