import * as z from 'zod';
import { eventSchema } from './event-schema.ts';
import { orderFacts, payableUntilSchema } from './order-facts.ts';

export const orderPaymentFailedSchema = eventSchema(
  'order.payment-failed',
  'A payment was declined. The order can be paid again while its time lasts.',
  {
    ...orderFacts,
    reason: z.string().min(1).describe("The payment gateway's reason, such as `insufficient_funds`."),
    attempt: z.int().min(1).describe('Which try to pay it was, from 1.'),
    payableUntil: payableUntilSchema,
  },
);
