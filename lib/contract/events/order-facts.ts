import * as z from 'zod';
import { moneySchema } from '../schemas/money.ts';
import { orderSchema } from '../schemas/order.ts';
import { skuSchema } from '../schemas/product.ts';

// Of the API's schemas without their limits: one that is raised there changes nothing for consumers.
const eventMoneySchema = z.object(moneySchema.shape);

export const totalSchema = eventMoneySchema.describe('Sum of the items, in minor units (cents).');

export const itemsSchema = z
  .array(
    z.object({
      sku: skuSchema,
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
  customerId: orderSchema.shape.customerId.describe('Customer who owns the order.'),
  total: totalSchema,
  createdAt: orderSchema.shape.createdAt.describe('Time of placement.'),
};
