import * as z from 'zod';
import { eventSchema } from './event-schema.ts';
import { orderFacts } from './order-facts.ts';

export const orderCancelledSchema = eventSchema(
  'order.cancelled',
  'The order was cancelled before it was shipped. Its stock is free again.',
  {
    ...orderFacts,
    refundDue: z
      .boolean()
      .describe('Whether the order was paid, so that its total goes back to the customer.'),
  },
);
