// Written by `npm run generate` from lib/contract/. Do not edit.

import type {
  Answer,
  CallOptions,
  ConditionalCallOptions,
  KeyedCallOptions,
  List,
} from '../call.ts';

import type {
  CreateOrderRequest,
  CustomerSummary,
  ListOrdersQuery,
  ListProductsQuery,
  Order,
  OrderList,
  PaidOrder,
  PayOrderRequest,
  Product,
  ProductList,
  PutProductRequest,
  RefundOrderRequest,
  StockMovementRequest,
} from './schemas.ts';

/** One method for each route of the API. */
export interface Operations {
  /**
   * Place an order. The server prices the order and reserves its stock. The order is `pending` until it is paid, and expires if it is not paid in time.
   * @throws {OrderServiceError} AUT-001, AUT-002, IDM-001, IDM-002, IDM-003, ORD-001, ORD-002, ORD-004, ORD-006, ORD-007, ORD-008, PRD-001, SYS-001, SYS-002, SYS-003, SYS-004, VAL-001, VAL-002, `HTTP-…`, NETWORK, DEADLINE
   */
  createOrder(body: CreateOrderRequest, options?: KeyedCallOptions): Promise<Answer<201, Order>>;
  /**
   * List orders. Orders of the caller, newest first. Pass `nextCursor` as `cursor` to read the next page.
   * @throws {OrderServiceError} AUT-001, AUT-002, SYS-001, SYS-002, SYS-003, VAL-001, `HTTP-…`, NETWORK, DEADLINE
   */
  listOrders(query?: ListOrdersQuery, options?: CallOptions): List<Answer<200, OrderList>>;
  /**
   * Read an order.
   * @throws {OrderServiceError} AUT-001, AUT-002, ORD-001, SYS-001, SYS-002, SYS-003, `HTTP-…`, NETWORK, DEADLINE
   */
  getOrder(orderId: string, options?: CallOptions): Promise<Answer<200, Order>>;
  /**
   * Pay an order. A 202 is no failure: read the order again until its payment is decided. Repeat the request with the same `Idempotency-Key` only after a network error or a 5xx.
   * @throws {OrderServiceError} AUT-001, AUT-002, IDM-001, IDM-002, IDM-003, ORD-001, ORD-003, ORD-005, PAY-001, SYS-001, SYS-002, SYS-003, SYS-004, VAL-001, VAL-002, `HTTP-…`, NETWORK, DEADLINE
   */
  payOrder(orderId: string, body: PayOrderRequest, options?: KeyedCallOptions): Promise<Answer<200, PaidOrder> | Answer<202, PaidOrder>>;
  /**
   * Cancel an order. Releases the stock and refunds the paid amount. Possible until the order is shipped.
   * @throws {OrderServiceError} AUT-001, AUT-002, IDM-001, IDM-002, IDM-003, ORD-001, ORD-003, SYS-001, SYS-002, SYS-003, SYS-004, VAL-001, VAL-002, `HTTP-…`, NETWORK, DEADLINE
   */
  cancelOrder(orderId: string, options?: KeyedCallOptions): Promise<Answer<200, Order>>;
  /**
   * Refund an order. Refunds all or part of the paid amount. The status of the order does not change.
   * @throws {OrderServiceError} AUT-001, AUT-002, IDM-001, IDM-002, IDM-003, ORD-001, ORD-009, SYS-001, SYS-002, SYS-003, SYS-004, VAL-001, VAL-002, `HTTP-…`, NETWORK, DEADLINE
   */
  refundOrder(orderId: string, body: RefundOrderRequest, options?: KeyedCallOptions): Promise<Answer<201, Order>>;
  /**
   * Ship an order.
   * @throws {OrderServiceError} AUT-001, AUT-002, ORD-001, ORD-003, SYS-001, SYS-002, SYS-003, SYS-004, VAL-001, VAL-002, `HTTP-…`, NETWORK, DEADLINE
   */
  shipOrder(orderId: string, options?: CallOptions): Promise<Answer<200, Order>>;
  /**
   * Deliver an order.
   * @throws {OrderServiceError} AUT-001, AUT-002, ORD-001, ORD-003, SYS-001, SYS-002, SYS-003, SYS-004, VAL-001, VAL-002, `HTTP-…`, NETWORK, DEADLINE
   */
  deliverOrder(orderId: string, options?: CallOptions): Promise<Answer<200, Order>>;
  /**
   * Read the caller’s summary.
   * @throws {OrderServiceError} AUT-001, AUT-002, SYS-001, SYS-002, SYS-003, `HTTP-…`, NETWORK, DEADLINE
   */
  customerSummary(options?: CallOptions): Promise<Answer<200, CustomerSummary>>;
  /**
   * List products. Products in the order of their SKU. Pass `nextCursor` as `cursor` to read the next page.
   * @throws {OrderServiceError} SYS-001, SYS-002, SYS-003, VAL-001, `HTTP-…`, NETWORK, DEADLINE
   */
  listProducts(query?: ListProductsQuery, options?: CallOptions): List<Answer<200, ProductList>>;
  /**
   * Read a product.
   * @throws {OrderServiceError} PRD-001, SYS-001, SYS-002, SYS-003, `HTTP-…`, NETWORK, DEADLINE
   */
  getProduct(sku: string, options?: CallOptions): Promise<Answer<200, Product>>;
  /**
   * Create or change a product. Creates the product, or changes the given fields of an existing one. `If-Match` prevents lost updates.
   * @throws {OrderServiceError} AUT-001, AUT-002, PRD-002, PRD-003, SYS-001, SYS-002, SYS-003, SYS-004, VAL-001, VAL-002, `HTTP-…`, NETWORK, DEADLINE
   */
  putProduct(sku: string, body: PutProductRequest, options?: ConditionalCallOptions): Promise<Answer<200, Product>>;
  /**
   * Move stock. Adds units to the stock of a product or removes available ones.
   * @throws {OrderServiceError} AUT-001, AUT-002, IDM-001, IDM-002, IDM-003, PRD-001, PRD-004, SYS-001, SYS-002, SYS-003, SYS-004, VAL-001, VAL-002, `HTTP-…`, NETWORK, DEADLINE
   */
  moveStock(sku: string, body: StockMovementRequest, options?: KeyedCallOptions): Promise<Answer<201, Product>>;
}

/** Facts about a route: method, path, the last parameter before the options, whether it needs an `Idempotency-Key`. */
export type OperationFacts = readonly ['GET' | 'POST' | 'PUT', string, 'body' | 'query' | '', boolean];

export const operations: Readonly<Record<keyof Operations, OperationFacts>> = {
  createOrder: ['POST', '/api/v1/orders', 'body', true],
  listOrders: ['GET', '/api/v1/orders', 'query', false],
  getOrder: ['GET', '/api/v1/orders/{orderId}', '', false],
  payOrder: ['POST', '/api/v1/orders/{orderId}/payment', 'body', true],
  cancelOrder: ['POST', '/api/v1/orders/{orderId}/cancellation', '', true],
  refundOrder: ['POST', '/api/v1/orders/{orderId}/refunds', 'body', true],
  shipOrder: ['POST', '/api/v1/orders/{orderId}/shipment', '', false],
  deliverOrder: ['POST', '/api/v1/orders/{orderId}/delivery', '', false],
  customerSummary: ['GET', '/api/v1/customers/me/summary', '', false],
  listProducts: ['GET', '/api/v1/products', 'query', false],
  getProduct: ['GET', '/api/v1/products/{sku}', '', false],
  putProduct: ['PUT', '/api/v1/products/{sku}', 'body', false],
  moveStock: ['POST', '/api/v1/products/{sku}/stock-movements', 'body', true],
};
