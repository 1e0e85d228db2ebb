import type { Order } from '../domain/order.ts';

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
