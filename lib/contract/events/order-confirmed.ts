import { eventSchema } from './event-schema.ts';
import { itemsSchema, orderFacts } from './order-facts.ts';

export const orderConfirmedSchema = eventSchema(
  'order.confirmed',
  'The order is paid; its items can be shipped.',
  { ...orderFacts, items: itemsSchema },
);
