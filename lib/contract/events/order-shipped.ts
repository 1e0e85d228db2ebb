import { eventSchema } from './event-schema.ts';
import { orderFacts } from './order-facts.ts';

export const orderShippedSchema = eventSchema(
  'order.shipped',
  'The items are on their way. The order can no longer be cancelled.',
  orderFacts,
);
