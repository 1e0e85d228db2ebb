import { pathTo } from '../contract/path-to.ts';
import type { StoredResponse } from '../contract/stored-response.ts';
import type { Order } from '../domain/order.ts';
import { accepted, created, ok } from '../platform/response.ts';

/** An order as clients see it: the listed fields and no others. */
export const presentOrder = (order: Order) => ({
  id: order.id,
  customerId: order.customerId,
  status: order.status,
  items: order.lines.map(({ sku, name, quantity, unitPrice }) => ({
    sku,
    name,
    quantity,
    unitPrice: { amount: unitPrice.amount, currency: unitPrice.currency },
  })),
  total: { amount: order.total.amount, currency: order.total.currency },
  source: order.source,
  customerType: order.customerType,
  createdAt: order.createdAt,
  updatedAt: order.updatedAt,
  version: order.version,
});

/** A page of orders. */
export const presentOrders = (page: { orders: readonly Order[]; nextCursor?: string }) => ({
  items: page.orders.map(presentOrder),
  ...(page.nextCursor !== undefined && { nextCursor: page.nextCursor }),
});

const locationOf = ({ id }: Order): string => pathTo('get-order', { orderId: id });

/** Seconds after which a client should ask for the outcome of a payment again. */
const askAgainAfterSeconds = 5;

export const respondCreated = (order: Order): StoredResponse =>
  created(presentOrder(order), locationOf(order));

export const respondOk = (order: Order): StoredResponse => ok(presentOrder(order));

/** The outcome of the payment is unknown: the order as it is, and where to ask again. */
export const respondUnknown = (order: Order): StoredResponse =>
  accepted(
    { ...presentOrder(order), payment: { status: 'unknown' } },
    locationOf(order),
    askAgainAfterSeconds,
  );
