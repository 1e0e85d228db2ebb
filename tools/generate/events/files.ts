import { orderEventSchemas } from '../../../lib/contract/events/order-event-schemas.ts';
import { deliveredExample } from './examples.ts';
import { eventJsonSchema } from './json-schema.ts';
import { eventsReference } from './reference.ts';

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

/** The published reference of the events, by path from the project's root. */
export const eventFiles: Readonly<Record<string, () => string>> = {
  'docs/events/README.md': eventsReference,
  ...Object.fromEntries(
    orderEventSchemas.flatMap((schema) => {
      const type = schema.shape.type.value;
      return [
        [`docs/events/${type}.schema.json`, () => json(eventJsonSchema(schema))],
        [`docs/events/${type}.example.json`, () => json(deliveredExample(type))],
      ];
    }),
  ),
};
