import type { Access } from './access.ts';
import { type Scope, scopes } from './scopes.ts';

export type HttpMethod = 'GET' | 'POST' | 'PUT';

/** One route of the API and all that the deployment and the local run need to know to serve it. */
export interface RouteDefinition {
  readonly method: HttpMethod;
  /** Route template in API Gateway's notation; also the `endpoint` label of every metric. */
  readonly path: string;
  /** Scope that the caller's token must carry; `null` for a public route. */
  readonly scope: Scope | null;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly access: Access;
}

/**
 * Every route, by the id that is also its function's name and its file in `functions/`.
 * HTTP APIs end a request after 30 s, so no timeout here may reach that.
 */
export const routes = {
  'create-order': {
    method: 'POST',
    path: '/api/v1/orders',
    scope: scopes.ordersWrite,
    timeoutSeconds: 10,
    memoryMb: 512,
    access: { ordersTable: ['dynamodb:BatchGetItem', 'dynamodb:PutItem'] },
  },
  'get-order': {
    method: 'GET',
    path: '/api/v1/orders/{orderId}',
    scope: scopes.ordersRead,
    timeoutSeconds: 10,
    memoryMb: 512,
    access: { ordersTable: ['dynamodb:GetItem'] },
  },
  'list-products': {
    method: 'GET',
    path: '/api/v1/products',
    scope: null,
    timeoutSeconds: 10,
    memoryMb: 512,
    access: { ordersTable: ['dynamodb:Query', 'dynamodb:BatchGetItem'] },
  },
  'get-product': {
    method: 'GET',
    path: '/api/v1/products/{sku}',
    scope: null,
    timeoutSeconds: 10,
    memoryMb: 512,
    access: { ordersTable: ['dynamodb:BatchGetItem'] },
  },
  'put-product': {
    method: 'PUT',
    path: '/api/v1/products/{sku}',
    scope: scopes.ordersAdmin,
    timeoutSeconds: 10,
    memoryMb: 512,
    access: { ordersTable: ['dynamodb:PutItem'] },
  },
  'health-live': {
    method: 'GET',
    path: '/health/live',
    scope: null,
    timeoutSeconds: 5,
    memoryMb: 256,
    access: {},
  },
  'health-ready': {
    method: 'GET',
    path: '/health/ready',
    scope: null,
    timeoutSeconds: 10,
    memoryMb: 512,
    access: { ordersTable: ['dynamodb:DescribeTable'], eventBus: ['events:DescribeEventBus'] },
  },
} as const satisfies Record<string, RouteDefinition>;

export type RouteId = keyof typeof routes;
export type Endpoint = (typeof routes)[RouteId]['path'];

/** The routes as a list of `[id, definition]`, in the order in which they are declared. */
export const routeEntries = Object.entries(routes) as [RouteId, RouteDefinition][];
