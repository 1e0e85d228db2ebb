import { eventSchema } from './event-schema.ts';
import { orderFacts } from './order-facts.ts';

export const orderDeliveredSchema = eventSchema(
  'order.delivered',
  'The order was delivered; it is complete.',
  orderFacts,
);
