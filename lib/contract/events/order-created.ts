import * as z from 'zod';
import { customerTypes, orderSources } from '../../domain/order-attributes.ts';
import { eventSchema } from './event-schema.ts';
import { itemsSchema, orderFacts, payableUntilSchema } from './order-facts.ts';

export const orderCreatedSchema = eventSchema(
  'order.created',
  'A customer has placed an order. Its stock is reserved, it waits for its payment.',
  {
    ...orderFacts,
    items: itemsSchema,
    source: z.enum(orderSources).describe('Where the order came from.'),
    customerType: z.enum(customerTypes).describe('Kind of customer.'),
    payableUntil: payableUntilSchema,
  },
);
