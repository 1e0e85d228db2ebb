import * as z from 'zod';
import { eventSchema } from './event-schema.ts';
import { orderFacts, payableUntilSchema } from './order-facts.ts';

export const orderPaymentFailedSchema = eventSchema(
  'order.payment-failed',
  'A payment was declined. The customer can retry until `payableUntil`.',
  {
    ...orderFacts,
    reason: z.string().min(1).describe("The payment gateway's reason, such as `insufficient_funds`."),
    attempt: z.int().min(1).describe('Number of the payment attempt, from 1.'),
    payableUntil: payableUntilSchema,
  },
);
