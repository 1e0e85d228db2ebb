import * as z from 'zod';
import { orderStatuses } from '../../domain/order-status.ts';
import { moneySchema } from './money.ts';
import { customerIdSchema } from './order.ts';

const countSchema = z.int().min(0);

export const customerSummarySchema = z
  .strictObject({
    customerId: customerIdSchema,
    orders: z
      .strictObject({
        total: countSchema,
        ...(Object.fromEntries(orderStatuses.map((status) => [status, countSchema])) as Record<
          (typeof orderStatuses)[number],
          typeof countSchema
        >),
      })
      .describe('Number of orders, in all and by their present status.'),
    amounts: z
      .array(
        z.strictObject({
          ordered: moneySchema.describe('Sum of all orders.'),
          paid: moneySchema.describe('What was paid for them.'),
          refunded: moneySchema.describe('What of it goes back, since the orders were cancelled.'),
        }),
      )
      .describe('One for each currency that was ordered in.'),
    paymentFailures: countSchema.describe('Payments that were declined.'),
    lastOrderAt: z.iso.datetime().optional().describe('When the newest order was placed.'),
    updatedAt: z.iso.datetime().optional().describe('When the summary was last changed.'),
  })
  .describe(
    'What has become of the caller’s orders. It is made of their events, so it is eventually consistent: usually ' +
      'a second or two behind the orders themselves, longer while events are held up.',
  );
