import type { CustomerSummary } from '../../lib/app/ports/order-summary-store.ts';
import { refundedOf } from '../../lib/domain/order-refunds.ts';
import { orderStatuses } from '../../lib/domain/order-status.ts';
import { eventsOf, type StoredOrder, type StoredState } from './stored-state.ts';

/** The summary that a customer’s orders make. */
const summaryOf = (orders: readonly StoredOrder[]) => ({
  orders: Object.fromEntries(
    orderStatuses.map((status) => [status, orders.filter(({ order }) => order.status === status).length]),
  ),
  ordered: orders.reduce((sum, { order }) => sum + order.total.amount, 0),
  refunded: orders.reduce((sum, { order }) => sum + refundedOf(order).amount, 0),
  paymentFailures: orders.flatMap(eventsOf).filter(({ type }) => type === 'order.payment-failed').length,
});

const shown = ({ orders, amounts, paymentFailures }: CustomerSummary) => ({
  orders,
  ordered: amounts.reduce((sum, { ordered }) => sum + ordered, 0),
  refunded: amounts.reduce((sum, { refunded }) => sum + refunded, 0),
  paymentFailures,
});

/** The read model counts each order as it is. */
export const checkSummaries = ({ orders, summaries }: StoredState): string[] =>
  [...Map.groupBy(orders, ({ order }) => order.customerId)].flatMap(([customerId, own]) => {
    const expected = JSON.stringify(summaryOf(own));
    const summary = summaries.get(customerId);
    const found = summary && JSON.stringify(shown(summary));
    return found === expected ? [] : [`summary of ${customerId} is ${found} instead of ${expected}`];
  });
