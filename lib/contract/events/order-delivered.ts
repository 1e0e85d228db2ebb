import { eventSchema } from './event-schema.ts';
import { orderFacts } from './order-facts.ts';

export const orderDeliveredSchema = eventSchema(
  'order.delivered',
  'The items have arrived: the order is complete.',
  orderFacts,
);
