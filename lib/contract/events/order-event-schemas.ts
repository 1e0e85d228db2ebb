import * as z from 'zod';
import { currencies } from '../../domain/money.ts';
import { customerTypes, orderSources } from '../../domain/order.ts';
import { orderStatuses } from '../../domain/order-status.ts';
import { eventSchema } from './event-schema.ts';

// Limits and forms of the API are not repeated: events that were published under one limit stay valid under another.
const eventMoneySchema = z.object({ amount: z.int().min(0), currency: z.enum(currencies) });

const totalSchema = eventMoneySchema.describe('Sum of the items, in minor units (cents).');

const itemsSchema = z
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

const reasonSchema = z
  .string()
  .min(1)
  .describe(
    "The payment gateway's reason, such as `insufficient_funds` for a payment or `expired_or_canceled_card` for a refund.",
  );

const payableUntilSchema = z.iso.datetime().describe('The order expires if it is not paid by this time.');

/** Fields in the data of every event. */
export const orderFacts = {
  customerId: z.string().min(1).describe('Customer who owns the order.'),
  total: totalSchema,
  createdAt: z.iso.datetime().describe('Time of placement.'),
};

const orderCreatedSchema = eventSchema(
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

const orderConfirmedSchema = eventSchema('order.confirmed', 'The order is paid; its items can be shipped.', {
  ...orderFacts,
  items: itemsSchema,
});

const orderPaymentFailedSchema = eventSchema(
  'order.payment-failed',
  'A payment was declined. The customer can retry until `payableUntil`.',
  {
    ...orderFacts,
    reason: reasonSchema,
    attempt: z.int().min(1).describe('Number of the payment attempt, from 1.'),
    payableUntil: payableUntilSchema,
  },
);

const orderShippedSchema = eventSchema(
  'order.shipped',
  'The order was shipped. It can no longer be cancelled.',
  orderFacts,
);

const orderDeliveredSchema = eventSchema(
  'order.delivered',
  'The order was delivered; it is complete.',
  orderFacts,
);

const orderCancelledSchema = eventSchema(
  'order.cancelled',
  'The order was cancelled before shipment. Its stock is released.',
  {
    ...orderFacts,
    refundDue: z.boolean().describe('Whether a refund is due because the order was paid.'),
    previousStatus: z
      .enum(orderStatuses)
      .optional()
      .describe(
        'Status before the cancellation: `pending` or `confirmed`. Absent from events up to November 2026.',
      ),
  },
);

const orderExpiredSchema = eventSchema(
  'order.expired',
  'The order was not paid in time. Its stock is released.',
  orderFacts,
);

const refundFacts = {
  ...orderFacts,
  status: z.enum(orderStatuses).describe('Status of the order; a refund does not change it.'),
  refund: z.int().min(1).describe('Number of the refund, from 1.'),
  amount: eventMoneySchema.describe('Amount of this refund.'),
  refunded: eventMoneySchema.describe('Sum of all refunds of the order that have succeeded.'),
};

const orderRefundSucceededSchema = eventSchema(
  'order.refund-succeeded',
  'A refund succeeded: the payment gateway has sent the money back.',
  refundFacts,
);

const orderRefundFailedSchema = eventSchema(
  'order.refund-failed',
  'A refund failed, also one that had succeeded before. The money is still owed to the customer.',
  {
    ...refundFacts,
    reason: reasonSchema,
  },
);

/** The events that the service publishes, in the order of an order's life. */
export const orderEventSchemas = [
  orderCreatedSchema,
  orderConfirmedSchema,
  orderPaymentFailedSchema,
  orderShippedSchema,
  orderDeliveredSchema,
  orderCancelledSchema,
  orderExpiredSchema,
  orderRefundSucceededSchema,
  orderRefundFailedSchema,
] as const;
export type OrderEventSchema = (typeof orderEventSchemas)[number];

export const orderEventSchema = z.discriminatedUnion('type', orderEventSchemas);
