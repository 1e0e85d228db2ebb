import type { StoredResponse } from '../contract/idempotency.ts';
import { pathTo } from '../contract/path-to.ts';
import type { OrderResponse } from '../contract/schemas/order-schemas.ts';
import type { Order } from '../domain/order.ts';
import { refundOf } from '../domain/order-refunds.ts';
import { accepted, created, ok } from '../platform/response.ts';
import type { EveryField } from './responses.ts';

/** An order as clients see it. A field that is added to the order does not compile until it is shown or left out. */
export const presentOrder = ({
  lines,
  total,
  revision: _revision,
  expiresAt: _expiresAt,
  payment: _payment,
  refunds,
  ...order
}: Order) => {
  const { id, customerId, status, source, customerType, createdAt, updatedAt, version, ...others } = order;
  others satisfies Record<string, never>;
  return {
    id,
    customerId,
    status,
    items: lines.map(({ sku, name, quantity, unitPrice }) => ({
      sku,
      name,
      quantity,
      unitPrice: { amount: unitPrice.amount, currency: unitPrice.currency },
    })),
    total: { amount: total.amount, currency: total.currency },
    source,
    customerType,
    createdAt,
    updatedAt,
    version,
    refund: refundOf({ total, refunds }),
  } satisfies EveryField<OrderResponse>;
};

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
