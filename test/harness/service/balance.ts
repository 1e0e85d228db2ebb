import type { LedgerEntry } from '../../../tools/local-cloud/payments/payment-books.ts';

/** Money taken for an order and given back, in minor units, in the order in which it happened. */
export const balanceOf = (ledger: readonly LedgerEntry[], orderId: string) => {
  const amounts = (wanted: LedgerEntry['type']) =>
    ledger.filter((entry) => entry.type === wanted && entry.orderId === orderId).map(({ amount }) => amount);
  return { charged: amounts('charge'), refunded: amounts('refund') };
};
