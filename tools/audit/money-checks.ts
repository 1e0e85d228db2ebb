import { refundableOf, refundedOf } from '../../lib/domain/order-refunds.ts';
import type { StoredState } from './stored-state.ts';

/** A movement of money at the gateway. */
export interface LedgerEntry {
  readonly type: 'charge' | 'refund';
  readonly orderId: string;
  /** In minor units. */
  readonly amount: number;
}

/** The money that the gateway took is that of orders that keep it; the rest went back. */
export const checkMoney = ({ orders }: StoredState, ledger: readonly LedgerEntry[]): string[] => {
  const known = new Set(orders.map(({ order }) => order.id));
  const sumOf = (orderId: string, type: LedgerEntry['type']) =>
    ledger
      .filter((entry) => entry.orderId === orderId && entry.type === type)
      .reduce((sum, { amount }) => sum + amount, 0);
  const strangers = ledger.filter(({ orderId }) => !known.has(orderId));
  return [
    ...strangers.map(({ orderId }) => `the gateway charged the unknown order ${orderId}`),
    ...orders.flatMap(({ order, attempts, refunds }) => {
      const charged = sumOf(order.id, 'charge');
      const refunded = sumOf(order.id, 'refund');
      const paid = attempts
        .filter(({ state }) => state === 'succeeded')
        .reduce((sum, { amount }) => sum + amount.amount, 0);
      const isKept =
        order.status === 'confirmed' || order.status === 'shipped' || order.status === 'delivered';
      const claimed = refunds.reduce((sum, { amount }) => sum + amount.amount, 0);
      const failed = refunds
        .filter(({ state }) => state === 'failed')
        .reduce((sum, { amount }) => sum + amount.amount, 0);
      const due = isKept ? charged - order.total.amount : charged - refunded - failed;
      return [
        ...(charged === paid ? [] : [`order ${order.id}: ${charged} charged, attempts took ${paid}`]),
        ...(refundedOf(order).amount === refunded
          ? []
          : [`order ${order.id}: ${refunded} given back, the order says ${refundedOf(order).amount}`]),
        ...(due === 0 ? [] : [`${order.status} order ${order.id}: ${due} kept that belongs to the customer`]),
        ...(claimed <= charged ? [] : [`order ${order.id}: refunds of ${claimed} for ${charged} charged`]),
        ...(refunded <= charged ? [] : [`order ${order.id}: more given back than taken`]),
        ...(!isKept && refundableOf(order).amount > 0
          ? [`${order.status} order ${order.id} could still be refunded`]
          : []),
      ];
    }),
  ];
};
