import type { Money } from './money.ts';
import type { Order } from './order.ts';
import type { EventFact, OrderEventData } from './order-event.ts';
import { refundedOf } from './order-refunds.ts';
import type { Refund } from './refund.ts';

// Copied field by field: a new internal field of an order or a line is not published by accident.
const sum = ({ amount, currency }: Money): Money => ({ amount, currency });

const factsOf = ({ customerId, total, createdAt }: Order) => ({ customerId, total: sum(total), createdAt });

const itemsOf = ({ lines }: Order) =>
  lines.map(({ sku, name, quantity, unitPrice }) => ({ sku, name, quantity, unitPrice: sum(unitPrice) }));

export const orderCreated = (order: Order): EventFact<'order.created'> => ({
  type: 'order.created',
  data: {
    ...factsOf(order),
    items: itemsOf(order),
    source: order.source,
    customerType: order.customerType,
    payableUntil: order.expiresAt,
  },
});

export const orderConfirmed = (order: Order): EventFact<'order.confirmed'> => ({
  type: 'order.confirmed',
  data: { ...factsOf(order), items: itemsOf(order) },
});

/** @param decline the gateway's reason and the number of the payment attempt. */
export const paymentDeclined = (
  order: Order,
  { reason, attempt }: { readonly reason: string; readonly attempt: number },
): EventFact<'order.payment-failed'> => ({
  type: 'order.payment-failed',
  data: { ...factsOf(order), reason, attempt, payableUntil: order.expiresAt },
});

export const orderShipped = (order: Order): EventFact<'order.shipped'> => ({
  type: 'order.shipped',
  data: factsOf(order),
});

export const orderDelivered = (order: Order): EventFact<'order.delivered'> => ({
  type: 'order.delivered',
  data: factsOf(order),
});

export const orderCancelled = (
  order: Order,
  /** `refundDue`: the order was paid, so the rest of its total is refunded. */
  { refundDue, previousStatus }: Pick<OrderEventData['order.cancelled'], 'refundDue' | 'previousStatus'>,
): EventFact<'order.cancelled'> => ({
  type: 'order.cancelled',
  data: { ...factsOf(order), refundDue, ...(previousStatus && { previousStatus }) },
});

export const orderExpired = (order: Order): EventFact<'order.expired'> => ({
  type: 'order.expired',
  data: factsOf(order),
});

const refundFactsOf = (order: Order, { number, amount }: Refund) => ({
  ...factsOf(order),
  status: order.status,
  refund: number,
  amount: sum(amount),
  refunded: refundedOf(order),
});

/** @param order as it is after the refund. */
export const refundSucceeded = (order: Order, refund: Refund): EventFact<'order.refund-succeeded'> => ({
  type: 'order.refund-succeeded',
  data: refundFactsOf(order, refund),
});

/** @param order as it is after the refund. */
export const refundFailed = (
  order: Order,
  refund: Refund,
  reason: string,
): EventFact<'order.refund-failed'> => ({
  type: 'order.refund-failed',
  data: { ...refundFactsOf(order, refund), reason },
});
