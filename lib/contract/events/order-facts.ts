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
  .describe('What was ordered, with the name and price at which it was sold.');

export const payableUntilSchema = z.iso.datetime().describe('An order that is not paid by then expires.');

/** What the data of every event has. */
export const orderFacts = {
  customerId: orderSchema.shape.customerId.describe('Whose order it is.'),
  total: totalSchema,
  createdAt: orderSchema.shape.createdAt.describe('When the order was placed.'),
};
