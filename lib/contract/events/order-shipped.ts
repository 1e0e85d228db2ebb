import { eventSchema } from './event-schema.ts';
import { orderFacts } from './order-facts.ts';

export const orderShippedSchema = eventSchema(
  'order.shipped',
  'The order was shipped. It can no longer be cancelled.',
  orderFacts,
);
