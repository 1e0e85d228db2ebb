import * as z from 'zod';
import { eventSource } from '../../../lib/contract/events/bus-event.ts';
import type { OrderEventSchema } from '../../../lib/contract/events/order-event-schemas.ts';

/**
 * JSON Schema of an event as it comes from the bus. It is open for growth: unknown fields are no error, and where
 * the service has a closed list of values, consumers are only shown what there is today.
 */
export const eventJsonSchema = (schema: OrderEventSchema) => {
  const type = schema.shape.type.value;
  const version = schema.shape.schemaVersion.value;
  const delivered = z.object({
    source: z.literal(eventSource),
    'detail-type': z.literal(type),
    detail: schema,
  });
  const { $schema, ...facts } = z.toJSONSchema(delivered, {
    target: 'draft-2020-12',
    io: 'input',
    override: ({ jsonSchema }) => {
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
      if (!jsonSchema.enum) return;
      jsonSchema.examples = jsonSchema.enum;
      delete jsonSchema.enum;
    },
  });
  return {
    $schema,
    $id: `urn:${eventSource}:event:${type}:${version}`,
    title: type,
    description: schema.description,
    ...facts,
  };
};
