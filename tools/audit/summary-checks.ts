import type { CustomerSummary } from '../../lib/app/ports/order-summary-store.ts';
import { refundedOf } from '../../lib/domain/order-refunds.ts';
import { type OrderStatus, orderStatuses } from '../../lib/domain/order-status.ts';
import { eventsOf, type StoredOrder, type StoredState } from './stored-state.ts';
import { type Violation, violationsOf } from './violation.ts';

/** The numbers of a customer's orders; amounts in minor units. */
export interface OrderNumbers {
  readonly orders: Record<OrderStatus, number>;
  ordered: number;
  refunded: number;
  paymentFailures: number;
}

/** The numbers of no order. */
export const noOrders = (): OrderNumbers => ({
  orders: Object.fromEntries(orderStatuses.map((status) => [status, 0])) as Record<OrderStatus, number>,
  ordered: 0,
  refunded: 0,
  paymentFailures: 0,
});

/** Counts an order in. */
export const countOrder = (numbers: OrderNumbers, stored: StoredOrder): void => {
  const { order } = stored;
  numbers.orders[order.status] += 1;
  numbers.ordered += order.total.amount;
  numbers.refunded += refundedOf(order).amount;
  numbers.paymentFailures += eventsOf(stored).filter(({ type }) => type === 'order.payment-failed').length;
};

const numbersOf = ({ orders, amounts, paymentFailures }: CustomerSummary): OrderNumbers => ({
  orders,
  ordered: amounts.reduce((sum, { ordered }) => sum + ordered, 0),
  refunded: amounts.reduce((sum, { refunded }) => sum + refunded, 0),
  paymentFailures,
});

/** The read model counts the orders of a customer as they are, once all of their events are received. */
export const checkSummary = (
  customerId: string,
  expected: OrderNumbers,
  summary: CustomerSummary | undefined,
): readonly Violation[] => {
  const found = JSON.stringify(summary ? numbersOf(summary) : noOrders());
  const wanted = JSON.stringify(expected);
  return found === wanted
    ? []
    : violationsOf('read-model', `customer ${customerId}`, [`the summary is ${found} instead of ${wanted}`]);
};

/** The numbers of the orders of each customer. */
export const countOrders = (orders: Iterable<StoredOrder>): Map<string, OrderNumbers> => {
  const numbers = new Map<string, OrderNumbers>();
  for (const stored of orders) {
    const { customerId } = stored.order;
    const own = numbers.get(customerId) ?? noOrders();
    countOrder(own, stored);
    numbers.set(customerId, own);
  }
  return numbers;
};

/** The read model counts every order as it is, and no other. */
export const checkSummaries = ({ orders, summaries }: StoredState): readonly Violation[] => {
  const expected = countOrders(orders);
  return [...new Set([...expected.keys(), ...summaries.keys()])].flatMap((customerId) =>
    checkSummary(customerId, expected.get(customerId) ?? noOrders(), summaries.get(customerId)),
  );
};
