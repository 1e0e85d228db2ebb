import type { Access } from './access.ts';
import type { RouteDefinition } from './route-definition.ts';
import { scopes } from './scopes.ts';

/** For functions that take or give back money. */
export const paymentAccess = {
  ordersTable: ['dynamodb:GetItem', 'dynamodb:PutItem'],
  eventsTable: ['dynamodb:PutItem'],
  paymentSecret: ['secretsmanager:GetSecretValue'],
} as const satisfies Access;

const standard = { timeoutSeconds: 10, memoryMb: 512 } as const;

/** Many visitors read the catalogue at once. */
const catalogueThrottle = { rateLimit: 50, burstLimit: 100 } as const;

/** Documents are large and public, and browsers keep them. */
const document = {
  method: 'GET',
  scope: null,
  timeoutSeconds: 5,
  memoryMb: 256,
  access: {},
  throttle: { rateLimit: 20, burstLimit: 40 },
  uncounted: true,
} as const;

/**
 * Every route, by the id that is also its function's name and its file in `functions/`.
 * HTTP APIs end a request after 30 s, so no timeout here may reach that.
 */
export const routes = {
  'create-order': {
    method: 'POST',
    path: '/api/v1/orders',
    scope: scopes.ordersWrite,
    idempotent: true,
    ...standard,
    access: {
      ordersTable: [
        'dynamodb:BatchGetItem',
        'dynamodb:GetItem',
        'dynamodb:Query',
        'dynamodb:PutItem',
        'dynamodb:UpdateItem',
      ],
      // Reads the catalogue while it starts.
      'ordersTable/gsi1': ['dynamodb:Query'],
      'ordersTable/gsi4': ['dynamodb:Query'],
      eventsTable: ['dynamodb:PutItem'],
    },
  },
  'list-orders': {
    method: 'GET',
    path: '/api/v1/orders',
    scope: scopes.ordersRead,
    ...standard,
    access: {
      ordersTable: ['dynamodb:BatchGetItem'],
      'ordersTable/gsi1': ['dynamodb:Query'],
      'ordersTable/gsi3': ['dynamodb:Query'],
      'ordersTable/gsi4': ['dynamodb:Query'],
      cursorKey: ['secretsmanager:GetSecretValue'],
    },
  },
  'get-order': {
    method: 'GET',
    path: '/api/v1/orders/{orderId}',
    scope: scopes.ordersRead,
    ...standard,
    access: { ordersTable: ['dynamodb:GetItem'] },
  },
  'pay-order': {
    method: 'POST',
    path: '/api/v1/orders/{orderId}/payment',
    scope: scopes.ordersWrite,
    idempotent: true,
    ...standard,
    timeoutSeconds: 20,
    access: {
      ...paymentAccess,
      // The tries of its customer are counted.
      ordersTable: [...paymentAccess.ordersTable, 'dynamodb:UpdateItem'],
    },
  },
  'cancel-order': {
    method: 'POST',
    path: '/api/v1/orders/{orderId}/cancellation',
    scope: scopes.ordersWrite,
    idempotent: true,
    ...standard,
    timeoutSeconds: 20,
    access: {
      ...paymentAccess,
      // Its units go back into stock.
      ordersTable: [...paymentAccess.ordersTable, 'dynamodb:UpdateItem'],
    },
  },
  'refund-order': {
    method: 'POST',
    path: '/api/v1/orders/{orderId}/refunds',
    scope: scopes.ordersAdmin,
    idempotent: true,
    ...standard,
    timeoutSeconds: 20,
    access: paymentAccess,
  },
  'ship-order': {
    method: 'POST',
    path: '/api/v1/orders/{orderId}/shipment',
    scope: scopes.ordersAdmin,
    ...standard,
    access: {
      ordersTable: ['dynamodb:GetItem', 'dynamodb:PutItem'],
      eventsTable: ['dynamodb:PutItem'],
    },
  },
  'deliver-order': {
    method: 'POST',
    path: '/api/v1/orders/{orderId}/delivery',
    scope: scopes.ordersAdmin,
    ...standard,
    access: {
      ordersTable: ['dynamodb:GetItem', 'dynamodb:PutItem'],
      eventsTable: ['dynamodb:PutItem'],
    },
  },
  'customer-summary': {
    method: 'GET',
    path: '/api/v1/customers/me/summary',
    scope: scopes.ordersRead,
    ...standard,
    access: { ordersTable: ['dynamodb:Query'] },
  },
  'list-products': {
    method: 'GET',
    path: '/api/v1/products',
    scope: null,
    ...standard,
    access: {
      // Products whose availability was not counted yet.
      ordersTable: ['dynamodb:BatchGetItem'],
      'ordersTable/gsi1': ['dynamodb:Query'],
    },
    throttle: catalogueThrottle,
  },
  'get-product': {
    method: 'GET',
    path: '/api/v1/products/{sku}',
    scope: null,
    ...standard,
    access: { ordersTable: ['dynamodb:Query'] },
    throttle: catalogueThrottle,
  },
  'put-product': {
    method: 'PUT',
    path: '/api/v1/products/{sku}',
    scope: scopes.ordersAdmin,
    ...standard,
    access: {
      ordersTable: ['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    },
  },
  'move-stock': {
    method: 'POST',
    path: '/api/v1/products/{sku}/stock-movements',
    scope: scopes.ordersAdmin,
    idempotent: true,
    ...standard,
    access: {
      ordersTable: ['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
    },
  },
  'stripe-webhook': {
    method: 'POST',
    path: '/webhooks/stripe',
    scope: null,
    ...standard,
    timeoutSeconds: 20,
    access: {
      ...paymentAccess,
      ordersTable: [...paymentAccess.ordersTable, 'dynamodb:Query'],
      webhookSecret: ['secretsmanager:GetSecretValue'],
    },
    // Some per payment. Anyone can send them: forged ones are refused before anything is called. The payment gateway
    // repeats what was throttled.
    throttle: { rateLimit: 100, burstLimit: 200 },
  },
  'health-live': {
    method: 'GET',
    path: '/health/live',
    scope: null,
    timeoutSeconds: 5,
    memoryMb: 256,
    access: {},
    throttle: { rateLimit: 50, burstLimit: 100 },
  },
  'health-ready': {
    method: 'GET',
    path: '/health/ready',
    scope: null,
    ...standard,
    access: {
      ordersTable: ['dynamodb:DescribeTable', 'dynamodb:GetItem'],
      eventBus: ['events:DescribeEventBus'],
    },
    // Each request calls all dependencies.
    throttle: { rateLimit: 20, burstLimit: 40 },
  },
  metrics: {
    method: 'GET',
    path: '/metrics',
    scope: scopes.metricsRead,
    ...standard,
    access: {
      metricsTable: ['dynamodb:GetItem', 'dynamodb:Query'],
      'ordersTable/gsi2': ['dynamodb:Query'],
      'ordersTable/gsi3': ['dynamodb:Query'],
    },
  },
  'openapi-document': { ...document, path: '/openapi.json' },
  'api-reference': { ...document, path: '/docs' },
} as const satisfies Record<string, RouteDefinition>;

export type RouteId = keyof typeof routes;
export type Endpoint = (typeof routes)[RouteId]['path'];

/** The routes as a list of `[id, definition]`, in the order in which they are declared. */
export const routeEntries = Object.entries(routes) as [RouteId, RouteDefinition][];
