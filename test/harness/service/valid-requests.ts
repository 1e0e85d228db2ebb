import type { RouteDefinition } from '../../../lib/contract/route-definition.ts';
import { type RouteId, routes } from '../../../lib/contract/routes.ts';
import { testPaymentMethods } from '../../../lib/contract/test-payment-methods.ts';
import type { OrderStatus } from '../../../lib/domain/order-status.ts';

/** A request that its rightful caller is served. */
export interface ValidRequest {
  readonly status: number;
  readonly body?: unknown;
  /** Whether the payment gateway signs the body. */
  readonly signed?: true;
  /** State that the order must have, if the route is about one. */
  readonly order?: Extract<OrderStatus, 'pending' | 'confirmed' | 'shipped'>;
}

/** The product that everything in the matrix is about. */
export const matrixSku = 'MATRIX-001';

/** Beside what the contract says: all that one has to know of a route to test who may use it. */
export const validRequests: Readonly<Record<RouteId, ValidRequest>> = {
  'create-order': { status: 201, body: { items: [{ sku: matrixSku, quantity: 1 }] } },
  'list-orders': { status: 200 },
  'get-order': { status: 200, order: 'pending' },
  'pay-order': { status: 200, order: 'pending', body: { paymentMethod: testPaymentMethods.succeeds } },
  'cancel-order': { status: 200, order: 'pending' },
  'refund-order': {
    status: 201,
    order: 'confirmed',
    body: { amount: { amount: 1, currency: 'USD' } },
  },
  'ship-order': { status: 200, order: 'confirmed' },
  'deliver-order': { status: 200, order: 'shipped' },
  'customer-summary': { status: 200 },
  'list-products': { status: 200 },
  'get-product': { status: 200 },
  'put-product': {
    status: 200,
    body: { name: 'Matrix', unitPrice: { amount: 500, currency: 'USD' } },
  },
  'move-stock': { status: 201, body: { quantity: 1, reason: 'received' } },
  'stripe-webhook': {
    status: 200,
    signed: true,
    body: { id: 'evt_1', object: 'event', type: 'ping', data: { object: { object: 'ping' } } },
  },
  'health-live': { status: 200 },
  'health-ready': { status: 200 },
  metrics: { status: 200 },
  'openapi-document': { status: 200 },
  'api-reference': { status: 200 },
};

export const isAboutOneOrder = ({ path }: RouteDefinition): boolean => path.includes('{orderId}');

/** A list of orders that is the caller's own, in pages. */
export const isCallersList = (route: RouteDefinition): boolean => route === routes['list-orders'];

/** Routes without a declared valid request, and requests without a route. */
export const unmatched = (): readonly string[] => [
  ...Object.keys(routes).filter((id) => !Object.hasOwn(validRequests, id)),
  ...Object.entries(validRequests)
    .filter(([id, { order }]) => {
      const route: RouteDefinition | undefined = routes[id as RouteId];
      return route === undefined || isAboutOneOrder(route) !== (order !== undefined);
    })
    .map(([id]) => id),
];
