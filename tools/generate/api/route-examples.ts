import { type RouteContract, routeContracts } from '../../../lib/contract/route-contracts.ts';
import type { RouteId } from '../../../lib/contract/routes.ts';
import { presentCustomerSummary } from '../../../lib/presenters/present-customer-summary.ts';
import { presentOrder, respondRequiresAction } from '../../../lib/presenters/present-order.ts';
import { presentProduct } from '../../../lib/presenters/present-product.ts';
import { exampleOrders } from '../events/examples.ts';

/** Examples of one route: request body, and response body by status. Text answers have none. */
interface RouteExamples {
  readonly request?: unknown;
  readonly responses: Readonly<Record<number, unknown>>;
}

const { placed, confirmed, shipped, delivered, cancelled } = exampleOrders;

const product = presentProduct({
  sku: 'TEA-001',
  name: 'Assam, 100 g',
  unitPrice: { amount: 1_999, currency: 'USD' },
  available: 480,
  discontinued: false,
  version: 3,
  stockShards: 1,
  minStockShards: 1,
  initialStock: 480,
});

const requiresAction = JSON.parse(
  respondRequiresAction(placed, 'pi_3MtwBwLkdIwHu7ix_secret_YrKJUKribcBjcG8HVhfZluoGH').body,
);

const summary = presentCustomerSummary({
  customerId: placed.customerId,
  orders: { pending: 1, confirmed: 0, shipped: 0, delivered: 1, cancelled: 0, expired: 0 },
  amounts: [
    {
      currency: placed.total.currency,
      ordered: 2 * placed.total.amount,
      paid: placed.total.amount,
      refunded: 0,
    },
  ],
  paymentFailures: 1,
  lastOrderAt: placed.createdAt,
  updatedAt: delivered.updatedAt,
});

const checks = { dynamodb: 'ok', 'event-bus': 'ok', 'catalogue-cache': 'ok', 'payment-gateway': 'ok' };

const routeExamples = {
  'create-order': {
    request: {
      items: placed.lines.map(({ sku, quantity }) => ({ sku, quantity })),
      source: placed.source,
    },
    responses: { 201: presentOrder(placed) },
  },
  'list-orders': { responses: { 200: { items: [presentOrder(placed)], nextCursor: 'k1.eyJhdCI6Ij.Zm9v' } } },
  'get-order': { responses: { 200: presentOrder(confirmed) } },
  'pay-order': {
    request: { paymentMethod: 'pm_card_visa' },
    responses: { 200: presentOrder(confirmed), 202: requiresAction },
  },
  'cancel-order': { request: {}, responses: { 200: presentOrder(cancelled) } },
  'refund-order': {
    request: { amount: { amount: 1_250, currency: 'USD' } },
    responses: { 201: presentOrder(delivered) },
  },
  'ship-order': { request: {}, responses: { 200: presentOrder(shipped) } },
  'deliver-order': { request: {}, responses: { 200: presentOrder(delivered) } },
  'customer-summary': { responses: { 200: summary } },
  'list-products': { responses: { 200: { items: [product] } } },
  'get-product': { responses: { 200: product } },
  'put-product': {
    request: { name: product.name, unitPrice: product.unitPrice, stock: product.available },
    responses: { 200: product },
  },
  'move-stock': { request: { quantity: 100, reason: 'received' }, responses: { 201: product } },
  'stripe-webhook': { responses: { 200: { received: true } } },
  'health-live': { responses: { 200: { status: 'ok' } } },
  'health-ready': {
    responses: {
      200: { status: 'ok', checks },
      503: { status: 'degraded', checks: { ...checks, dynamodb: 'timeout' } },
    },
  },
  metrics: { responses: {} },
  'openapi-document': { responses: { 200: { openapi: '3.1.0' } } },
  'api-reference': { responses: {} },
} as const satisfies Record<RouteId, RouteExamples>;

/** A value as JSON carries it. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/**
 * The example of a route's request body; undefined for a route without a body.
 * @throws {z.ZodError} when the example does not fit the contract.
 */
export const requestExample = (routeId: RouteId): unknown => {
  const { body }: RouteContract['request'] = routeContracts[routeId].request;
  const { request }: RouteExamples = routeExamples[routeId];
  if (!body) return undefined;
  body.parse(request);
  return asJson(request);
};

/**
 * The example of a response body; undefined for a text answer.
 * @throws {z.ZodError} when the example does not fit the contract.
 */
export const responseExample = (routeId: RouteId, status: number): unknown => {
  const { responses }: RouteContract = routeContracts[routeId];
  const { responses: examples }: RouteExamples = routeExamples[routeId];
  const body = responses[status]?.body;
  if (typeof body !== 'object' || !('parse' in body)) return undefined;
  return body.parse(asJson(examples[status]));
};
