import { eventSchema } from './event-schema.ts';
import { orderFacts } from './order-facts.ts';

export const orderExpiredSchema = eventSchema(
  'order.expired',
  'The order was not paid in time. Its stock is released.',
  orderFacts,
);
