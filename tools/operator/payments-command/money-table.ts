import type { OrderMoney, StoredMoney, StuckMoney } from '../../../lib/app/payment/stuck-money.ts';
import { formatMoney } from '../../../lib/domain/money.ts';
import { refundOf } from '../../../lib/domain/order-refunds.ts';
import { ageText, textTable } from '../operator-command/text-table.ts';

/** Such as `refund 1`. */
export const moneyName = (id: { readonly attempt: number } | { readonly refund: number }): string =>
  'attempt' in id ? `attempt ${id.attempt}` : `refund ${id.refund}`;

/** Such as `dp_1 needs_response`. */
const disputesText = ({ kind, item }: StoredMoney): string =>
  kind === 'attempt' ? (item.disputes ?? []).map(({ id, status }) => `${id} ${status}`).join(', ') : '';

const problemOf = (money: StoredMoney): string => {
  const { kind, item } = money;
  return item.problem ?? (kind === 'refund' ? item.failureReason : item.declineReason) ?? disputesText(money);
};

/** A table of attempts and refunds that wait for an operator, one per line. */
export const stuckMoneyTable = (stuck: readonly StuckMoney[], now: number): string =>
  textTable([
    ['order', 'what', 'stuck for', 'reason', 'state', 'amount', 'problem'],
    ...stuck.map(({ id, since, money }) => [
      id.orderId,
      moneyName(id),
      ageText(now - Date.parse(since)),
      ...(money
        ? [
            money.item.attention?.reason ?? '',
            money.item.state,
            formatMoney(money.item.amount),
            problemOf(money),
          ]
        : ['unreadable', '', '', '']),
    ]),
  ]);

/** When an item that has an outcome, or waits for an operator, is tried next. */
const nextText = ({ item }: StoredMoney, now: number): string => {
  if (item.attention) return `stuck: ${item.attention.reason}`;
  return item.retryAt ? `retry in ${ageText(Date.parse(item.retryAt) - now)}` : '';
};

/** The order, and a table of its payment attempts and refunds. */
export const orderMoneyText = ({ order, attempts, refunds }: OrderMoney, now: number): string => {
  const items: StoredMoney[] = [
    ...attempts.map((item) => ({ kind: 'attempt', item }) as const),
    ...refunds.map((item) => ({ kind: 'refund', item }) as const),
  ];
  const refund = refundOf(order);
  const facts = [
    `${order.id}: ${order.status}`,
    formatMoney(order.total),
    `payment ${order.payment?.state ?? 'none'}`,
    ...(refund ? [`refund ${refund.status}, ${formatMoney(refund.amount)} refunded`] : []),
  ];
  const table = textTable([
    ['what', 'state', 'amount', 'age', 'tries', 'next', 'payment', 'refund', 'problem'],
    ...items.map((money) => {
      const { kind, item } = money;
      return [
        kind === 'attempt' ? moneyName({ attempt: item.number }) : moneyName({ refund: item.number }),
        item.state,
        formatMoney(item.amount),
        ageText(now - Date.parse(item.createdAt)),
        String(item.tries ?? 0),
        nextText(money, now),
        item.intentId ?? '',
        kind === 'refund' ? (item.refundId ?? (item.state === 'succeeded' ? 'by other means' : '')) : '',
        problemOf(money),
      ];
    }),
  ]);
  return `${facts.join(', ')}\n${items.length === 0 ? 'No payment attempt.' : table}`;
};
