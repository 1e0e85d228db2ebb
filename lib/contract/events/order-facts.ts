import * as z from 'zod';
import { currencies } from '../../domain/money.ts';

// Limits and forms of the API are not repeated: events that were published under one limit stay valid under another.
const eventMoneySchema = z.object({ amount: z.int().min(0), currency: z.enum(currencies) });

export const totalSchema = eventMoneySchema.describe('Sum of the items, in minor units (cents).');

export const itemsSchema = z
  .array(
    z.object({
      sku: z.string().min(1),
      name: z.string(),
      quantity: z.int().min(1),
      unitPrice: eventMoneySchema,
    }),
  )
  .min(1)
  .describe('Ordered products, with name and unit price at the time of the order.');

export const payableUntilSchema = z.iso
  .datetime()
  .describe('The order expires if it is not paid by this time.');

/** What the data of every event has. */
export const orderFacts = {
  customerId: z.string().min(1).describe('Customer who owns the order.'),
  total: totalSchema,
  createdAt: z.iso.datetime().describe('Time of placement.'),
};
