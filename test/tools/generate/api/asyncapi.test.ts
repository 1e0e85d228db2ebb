import { describe, expect, it } from 'vitest';
import { orderEventSchemas } from '../../../../lib/contract/events/order-event-schemas.ts';
import { asyncApiDocument } from '../../../../tools/generate/api/asyncapi.ts';
import { eventJsonSchema } from '../../../../tools/generate/events/json-schema.ts';

const { components, channels, operations } = asyncApiDocument();

describe('docs/asyncapi.json', () => {
  it.each(orderEventSchemas.map((schema) => [schema.shape.type.value, schema] as const))(
    'publishes %s with the schema of docs/events/',
    (type, schema) => {
      const message = Object.values(components.messages).find(({ name }) => name === type);
      const { $schema: _, $id: __, ...published } = eventJsonSchema(schema);
      expect(message?.payload).toEqual(published);
      expect(message?.examples[0]?.payload).toMatchObject({ 'detail-type': type });
    },
  );

  it('has every message on the one channel and in the one operation', () => {
    const names = Object.keys(components.messages);
    expect(names).toHaveLength(orderEventSchemas.length);
    expect(Object.keys(channels.orderEvents.messages)).toEqual(names);
    expect(operations.publishOrderEvents.messages).toHaveLength(names.length);
  });
});
