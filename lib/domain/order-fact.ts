import type { Order } from './order.ts';
import type { EventFact } from './order-event.ts';

/** What consumers are told about each kind of transition. */
export const orderCreated = ({
  customerId,
  total,
  lines,
  source,
  customerType,
  expiresAt,
}: Order): EventFact => ({
  type: 'order.created',
  data: { customerId, total, items: lines, source, customerType, expiresAt },
});

export const orderConfirmed = ({ customerId, total, createdAt }: Order): EventFact => ({
  type: 'order.confirmed',
  data: { customerId, total, createdAt },
});

export const paymentDeclined = ({ customerId, payment }: Order, reason: string): EventFact => ({
  type: 'order.payment-failed',
  data: { customerId, reason, attempt: payment?.attempt },
});

export const orderShipped = ({ customerId }: Order): EventFact => ({
  type: 'order.shipped',
  data: { customerId },
});

export const orderDelivered = ({ customerId, total, createdAt }: Order): EventFact => ({
  type: 'order.delivered',
  data: { customerId, total, createdAt },
});

/** @param refunded whether money goes back. */
export const orderCancelled = ({ customerId, total }: Order, refunded: boolean): EventFact => ({
  type: 'order.cancelled',
  data: { customerId, total, refunded },
});

export const orderExpired = ({ customerId, total }: Order): EventFact => ({
  type: 'order.expired',
  data: { customerId, total },
});
