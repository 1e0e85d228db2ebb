import { headers } from '../contract/headers.ts';
import type { StoredResponse } from '../contract/idempotency.ts';
import { pathTo } from '../contract/path-to.ts';
import type { OrderResponse } from '../contract/schemas/order-schemas.ts';
import type { Order, OrderPayment } from '../domain/order.ts';
import { refundOf } from '../domain/order-refunds.ts';
import { accepted, created, json, ok } from '../platform/response.ts';
import type { EveryField } from './responses.ts';

const paymentStatuses = { unknown: 'unknown', failed: 'declined', paid: 'paid' } as const;

const paymentOf = (payment: OrderPayment | undefined) => {
  if (!payment) return undefined;
  const { state, awaitsCustomer } = payment;
  return { status: awaitsCustomer ? ('requires_action' as const) : paymentStatuses[state] };
};

/** An order as clients see it. A field that is added to the order does not compile until it is shown or left out. */
export const presentOrder = ({
  lines,
  total,
  revision: _revision,
  expiresAt: _expiresAt,
  payment,
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
    payment: paymentOf(payment),
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

/** The customer has to act before the payment is decided, with the secret that no other answer holds. */
export const respondRequiresAction = (order: Order, clientSecret: string): StoredResponse =>
  json(
    202,
    { ...presentOrder(order), payment: { status: 'requires_action', clientSecret } },
    { [headers.location]: locationOf(order) },
  );
