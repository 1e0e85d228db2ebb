import * as z from 'zod';
import { orderIdPattern } from '../../domain/identifiers.ts';
import { customerTypes, defaultOrderSource, orderSources } from '../../domain/order.ts';
import { orderStatuses } from '../../domain/order-status.ts';
import { refundStates } from '../../domain/refund.ts';
import type { Caller } from '../caller.ts';
import { maxOrderLines, maxQuantity } from '../limits.ts';
import { cursorSchema, pageLimitSchema } from './list-query-schemas.ts';
import { chargeSchema, moneySchema } from './money-schemas.ts';
import { skuSchema } from './product-schemas.ts';

export const orderIdSchema = z.string().regex(orderIdPattern, 'must be ord_ followed by a ULID');

/** The subject of an access token. OpenID Connect limits it to 255 ASCII characters; issuers use spaces and `|` in it. */
export const customerIdSchema = z
  .string()
  .regex(/^(?! *$)[\x20-\x7e]{1,255}$/, 'must be 1 to 255 printable ASCII characters, not only spaces');

const quantitySchema = z.int().min(1).max(maxQuantity);

/** No items is a business error (ORD-002), so the schema lets it pass. */
export const createOrderSchema = z.strictObject({
  items: z.array(z.strictObject({ sku: skuSchema, quantity: quantitySchema })).max(maxOrderLines),
  source: z.enum(orderSources).default(defaultOrderSource),
  customerId: customerIdSchema
    .optional()
    .describe(
      'Customer of the order; by default the subject of the token. Any other needs the scope `orders:admin`.',
    ),
});

/** An order request with its defaults. */
export const completeOrderRequest = (body: z.output<typeof createOrderSchema>, caller: Caller) => ({
  ...body,
  customerId: body.customerId ?? caller.id,
});

/** Bodies of commands that need no more than their path: absent or an empty object, which are the same request. */
export const noBodySchema = z.strictObject({}).default({});

export const payOrderSchema = z.strictObject({
  paymentMethod: z
    .string()
    .regex(/^pm_[A-Za-z0-9_]{1,120}$/, 'must be pm_ followed by 1 to 120 letters, digits or _'),
});

export const refundOrderSchema = z.strictObject({ amount: chargeSchema });

export const listOrdersQuerySchema = z.strictObject({
  status: z.enum(orderStatuses).optional(),
  limit: pageLimitSchema(20),
  cursor: cursorSchema
    .optional()
    .describe('`nextCursor` of the previous page, with the other parameters unchanged.'),
  customerId: customerIdSchema
    .optional()
    .describe('Customer whose orders are listed; another than the caller requires `orders:admin`.'),
  allCustomers: z
    .literal('true')
    .optional()
    .describe(
      'Lists the orders of all customers, oldest first. Requires `orders:admin` and `status`; excludes `customerId`.',
    ),
});

const paymentSchema = z.strictObject({
  status: z
    .enum(['unknown', 'requires_action', 'paid', 'declined'])
    .describe(
      'The latest payment: `unknown` (its outcome is not known yet), `requires_action` (the customer has to act), `paid`, or `declined` (no money was taken).',
    ),
});

export const orderSchema = z.strictObject({
  id: orderIdSchema,
  customerId: customerIdSchema,
  status: z.enum(orderStatuses),
  items: z.array(
    z.strictObject({
      sku: skuSchema,
      name: z.string(),
      quantity: quantitySchema,
      unitPrice: moneySchema,
    }),
  ),
  total: moneySchema,
  source: z.enum(orderSources),
  customerType: z
    .enum(customerTypes)
    .describe(
      'From the claim `customer_type` of the token; `standard` for an order that an administrator placed for another customer.',
    ),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  version: z.int().min(1),
  payment: paymentSchema.optional().describe('Absent for an order without an attempt to pay it.'),
  refund: z
    .strictObject({
      status: z
        .enum(refundStates)
        .describe(
          'State of the least finished refund: `due` (not yet accepted by the gateway), `requested` (on its way), `failed` or `succeeded`.',
        ),
      amount: moneySchema.describe('Sum of all refunds that succeeded.'),
    })
    .optional()
    .describe('Absent for an order without a refund.'),
});
export type OrderResponse = z.input<typeof orderSchema>;

/** Answer of a payment: with the secret by which the customer acts, if need be. */
export const paidOrderSchema = orderSchema.extend({
  payment: paymentSchema
    .extend({
      clientSecret: z
        .string()
        .optional()
        .describe(
          'With `requires_action`: for the library of the payment gateway in the browser. Do not store or log it.',
        ),
    })
    .optional(),
});

export const orderListSchema = z.strictObject({
  items: z
    .array(orderSchema)
    .describe(
      'Newest first; oldest first with `allCustomers`. A page can have fewer items than `limit`, even none, before the last page.',
    ),
  nextCursor: z.string().optional().describe('Absent on the last page.'),
});
