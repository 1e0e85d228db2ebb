import * as z from 'zod';
import { eventSchema } from './event-schema.ts';
import { orderFacts } from './order-facts.ts';

export const orderCancelledSchema = eventSchema(
  'order.cancelled',
  'The order was cancelled before shipment. Its stock is released.',
  {
    ...orderFacts,
    refundDue: z.boolean().describe('Whether a refund of the total is due because the order was paid.'),
  },
);
