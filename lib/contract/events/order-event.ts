import * as z from 'zod';
import { orderCancelledSchema } from './order-cancelled.ts';
import { orderConfirmedSchema } from './order-confirmed.ts';
import { orderCreatedSchema } from './order-created.ts';
import { orderDeliveredSchema } from './order-delivered.ts';
import { orderExpiredSchema } from './order-expired.ts';
import { orderPaymentFailedSchema } from './order-payment-failed.ts';
import { orderShippedSchema } from './order-shipped.ts';

/** The events that the service publishes, in the order of an order's life. */
export const orderEventSchemas = [
  orderCreatedSchema,
  orderConfirmedSchema,
  orderPaymentFailedSchema,
  orderShippedSchema,
  orderDeliveredSchema,
  orderCancelledSchema,
  orderExpiredSchema,
] as const;
export type OrderEventSchema = (typeof orderEventSchemas)[number];

export const orderEventSchema = z.discriminatedUnion('type', orderEventSchemas);
