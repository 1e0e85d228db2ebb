import * as z from 'zod';
import type { ErrorCode } from './errors/registry.ts';
import type { headers } from './headers.ts';
import type { RouteId } from './routes.ts';
import { customerSummarySchema } from './schemas/customer-summary-schema.ts';
import { documentHeadersSchema } from './schemas/document-headers-schema.ts';
import { livenessSchema, readinessSchema, webhookReceiptSchema } from './schemas/monitoring-schemas.ts';
import {
  createOrderSchema,
  listOrdersQuerySchema,
  noBodySchema,
  orderIdSchema,
  orderListSchema,
  orderSchema,
  paidOrderSchema,
  payOrderSchema,
  refundOrderSchema,
} from './schemas/order-schemas.ts';
import {
  listProductsQuerySchema,
  moveStockSchema,
  productListSchema,
  productPathSchema,
  productSchema,
  putProductHeadersSchema,
  putProductSchema,
} from './schemas/product-schemas.ts';
import { scrapeHeadersSchema } from './schemas/scrape-headers-schema.ts';

/** Media types of an answer that is not JSON. */
export type TextMedia = readonly ['text/plain' | 'text/html', ...string[]];

/** An answer that is no error. */
export interface ResponseContract {
  readonly description: string;
  readonly body: z.ZodType | TextMedia | 'none';
  /** Headers besides those of every answer. */
  readonly headers?: readonly (keyof typeof headers)[];
}

/** A code, with its status where that differs from the registry's. */
type DeclaredError = ErrorCode | readonly [ErrorCode, number];

/** Request and responses of a route. */
export interface RouteContract {
  readonly summary: string;
  readonly description?: string;
  readonly request: {
    readonly path?: z.ZodObject;
    readonly query?: z.ZodObject;
    /** Names in lower case. */
    readonly headers?: z.ZodObject;
    readonly body?: z.ZodType;
  };
  /** By status. */
  readonly responses: Readonly<Record<number, ResponseContract>>;
  /** Errors of this route alone; `errorsOf` adds those that follow from its definition. */
  readonly errors: readonly DeclaredError[];
}

const document = {
  description: 'The document. API-001 where the deployment does not publish it.',
  headers: ['etag', 'cacheControl'],
} as const;

const notModified = {
  description: 'The document has not changed since the entity tag of `If-None-Match`.',
  body: 'none',
  headers: ['etag', 'cacheControl'],
} as const;

const orderPath = z.strictObject({ orderId: orderIdSchema });

/**
 * Request, responses and errors of every route. They are apart from `routes`, which all functions hold at run time: a
 * function would carry the schemas of every answer. Import only types from here into `functions/` and the rest of `lib/`.
 */
export const routeContracts = {
  'create-order': {
    summary: 'Place an order',
    description:
      'The server prices the order and reserves its stock. The order is `pending` until it is paid, and expires if it is not paid in time.',
    request: { body: createOrderSchema },
    responses: { 201: { description: 'The order is placed.', body: orderSchema, headers: ['location'] } },
    // ORD-001 answers a repeated request whose order was erased with its customer.
    errors: ['ORD-001', 'ORD-002', 'ORD-004', 'ORD-006', 'ORD-007', 'ORD-008', ['PRD-001', 422]],
  },
  'list-orders': {
    summary: 'List orders',
    description: 'Orders of the caller, newest first. Pass `nextCursor` as `cursor` to read the next page.',
    request: { query: listOrdersQuerySchema },
    responses: { 200: { description: 'A page of orders.', body: orderListSchema } },
    errors: [],
  },
  'get-order': {
    summary: 'Read an order',
    request: { path: orderPath },
    responses: { 200: { description: 'The order.', body: orderSchema } },
    errors: ['ORD-001'],
  },
  'pay-order': {
    summary: 'Pay an order',
    description:
      'A 202 is no failure: read the order again until its payment is decided. Repeat the request with the same `Idempotency-Key` only after a network error or a 5xx.',
    request: { path: orderPath, body: payOrderSchema },
    responses: {
      200: { description: 'The order is paid and confirmed.', body: paidOrderSchema },
      202: {
        description:
          'The outcome is open. `payment.status` is `unknown` (read the order again after `Retry-After` seconds) or `requires_action` (the customer has to act, with `payment.clientSecret`).',
        body: paidOrderSchema,
        headers: ['location', 'retryAfter'],
      },
    },
    errors: ['ORD-001', 'ORD-003', 'ORD-005', 'PAY-001'],
  },
  'cancel-order': {
    summary: 'Cancel an order',
    description: 'Releases the stock and refunds the paid amount. Possible until the order is shipped.',
    request: { path: orderPath, body: noBodySchema },
    responses: { 200: { description: 'The order is cancelled.', body: orderSchema } },
    errors: ['ORD-001', 'ORD-003'],
  },
  'refund-order': {
    summary: 'Refund an order',
    description: 'Refunds all or part of the paid amount. The status of the order does not change.',
    request: { path: orderPath, body: refundOrderSchema },
    responses: {
      201: { description: 'The refund is under way.', body: orderSchema, headers: ['location'] },
    },
    errors: ['ORD-001', 'ORD-009'],
  },
  'ship-order': {
    summary: 'Ship an order',
    request: { path: orderPath, body: noBodySchema },
    responses: { 200: { description: 'The order is shipped.', body: orderSchema } },
    errors: ['ORD-001', 'ORD-003'],
  },
  'deliver-order': {
    summary: 'Deliver an order',
    request: { path: orderPath, body: noBodySchema },
    responses: { 200: { description: 'The order is delivered and complete.', body: orderSchema } },
    errors: ['ORD-001', 'ORD-003'],
  },
  'customer-summary': {
    summary: 'Read the caller’s summary',
    request: {},
    responses: { 200: { description: 'The summary.', body: customerSummarySchema } },
    errors: [],
  },
  'list-products': {
    summary: 'List products',
    description: 'Products in the order of their SKU. Pass `nextCursor` as `cursor` to read the next page.',
    request: { query: listProductsQuerySchema },
    responses: {
      200: { description: 'A page of products.', body: productListSchema, headers: ['cacheControl'] },
    },
    errors: [],
  },
  'get-product': {
    summary: 'Read a product',
    request: { path: productPathSchema },
    responses: { 200: { description: 'The product.', body: productSchema, headers: ['etag'] } },
    errors: ['PRD-001'],
  },
  'put-product': {
    summary: 'Create or change a product',
    description:
      'Creates the product, or changes the given fields of an existing one. `If-Match` prevents lost updates.',
    request: { path: productPathSchema, headers: putProductHeadersSchema, body: putProductSchema },
    responses: { 200: { description: 'The product.', body: productSchema, headers: ['etag'] } },
    errors: ['PRD-002', 'PRD-003'],
  },
  'move-stock': {
    summary: 'Move stock',
    description: 'Adds units to the stock of a product or removes available ones.',
    request: { path: productPathSchema, body: moveStockSchema },
    responses: { 201: { description: 'The product after the movement.', body: productSchema } },
    errors: ['PRD-001', 'PRD-004'],
  },
  'stripe-webhook': {
    summary: 'Event of the payment gateway',
    description: 'The payment gateway calls it. The header `Stripe-Signature` signs the body.',
    request: {},
    responses: { 200: { description: 'The event is accepted.', body: webhookReceiptSchema } },
    errors: ['VAL-003'],
  },
  'health-live': {
    summary: 'Check liveness',
    request: {},
    responses: { 200: { description: 'The function runs.', body: livenessSchema } },
    errors: [],
  },
  'health-ready': {
    summary: 'Check readiness',
    request: {},
    responses: {
      200: { description: 'Every required dependency works.', body: readinessSchema },
      503: { description: 'A required dependency does not work.', body: readinessSchema },
    },
    errors: [],
  },
  metrics: {
    summary: 'Read metrics',
    description: 'Prometheus text format, or OpenMetrics by `Accept`.',
    request: { headers: scrapeHeadersSchema },
    responses: {
      200: {
        description: 'All metrics of the service.',
        body: ['text/plain', 'application/openmetrics-text'],
        headers: ['cacheControl'],
      },
    },
    errors: [],
  },
  'openapi-document': {
    summary: 'Read this document',
    request: { headers: documentHeadersSchema },
    responses: { 200: { ...document, body: z.looseObject({ openapi: z.string() }) }, 304: notModified },
    errors: ['API-001'],
  },
  'api-reference': {
    summary: 'Read the API reference',
    description: 'A page for people, with a form to try each request.',
    request: { headers: documentHeadersSchema },
    responses: {
      200: { ...document, body: ['text/html'], headers: [...document.headers, 'contentSecurityPolicy'] },
      304: notModified,
    },
    errors: ['API-001'],
  },
} as const satisfies Record<RouteId, RouteContract>;
