import * as z from 'zod';
import { orderStatuses } from '../../domain/order-status.ts';
import { moneySchema } from './money-schemas.ts';
import { customerIdSchema } from './order-schemas.ts';

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
      .describe('Number of orders, in total and by current status.'),
    amounts: z
      .array(
        z.strictObject({
          ordered: moneySchema.describe('Total of all orders.'),
          paid: moneySchema.describe('Amount paid.'),
          refunded: moneySchema.describe('Amount refunded: refunds that succeeded.'),
        }),
      )
      .describe('One entry per currency.'),
    paymentFailures: countSchema.describe('Number of declined payments.'),
    lastOrderAt: z.iso.datetime().optional().describe('Placement time of the newest order.'),
    updatedAt: z.iso.datetime().optional().describe('Time of the last update of the summary.'),
  })
  .describe(
    'Read model of the caller’s orders, built from order events. It is eventually consistent: usually one or two ' +
      'seconds behind the orders, longer while events are delayed.',
  );
