import * as z from 'zod';
import { customerTypes, orderSources } from '../../domain/order.ts';
import { eventSchema } from './event-schema.ts';
import { itemsSchema, orderFacts, payableUntilSchema } from './order-facts.ts';

export const orderCreatedSchema = eventSchema(
  'order.created',
  'A customer placed an order. Its stock is reserved; the order awaits payment.',
  {
    ...orderFacts,
    items: itemsSchema,
    source: z.enum(orderSources).describe('Sales channel of the order.'),
    customerType: z.enum(customerTypes).describe('Customer type.'),
    payableUntil: payableUntilSchema,
  },
);
