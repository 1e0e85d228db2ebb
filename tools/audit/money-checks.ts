import type { Order } from '../../lib/domain/order.ts';
import { refundableOf } from '../../lib/domain/order-refunds.ts';
import { isAttemptOpen } from '../../lib/domain/payment-attempt.ts';
import { isRefundOpen, type Refund } from '../../lib/domain/refund.ts';
import type { StoredOrder, StoredState } from './stored-state.ts';
import { type Violation, violationsOf } from './violation.ts';

/** A movement of money at the gateway. `refund_reversal`: the bank returned a refund. */
export interface LedgerEntry {
  readonly type: 'charge' | 'refund' | 'refund_reversal' | 'dispute';
  readonly orderId: string | null;
  /** In minor units. */
  readonly amount: number;
}

/** Whether a movement takes money from us. */
const gives: Readonly<Record<LedgerEntry['type'], boolean>> = {
  charge: false,
  refund: true,
  refund_reversal: false,
  dispute: true,
};

const total = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);

const sumOf = (refunds: readonly Refund[]): number => total(refunds.map(({ amount }) => amount.amount));

const isKept = ({ status }: Order): boolean =>
  status === 'confirmed' || status === 'shipped' || status === 'delivered';

/** The money that the attempts of an order took, in minor units. */
const takenBy = ({ attempts }: Pick<StoredOrder, 'attempts'>): number =>
  total(attempts.filter(({ state }) => state === 'succeeded').map(({ amount }) => amount.amount));

/** The money taken is that of an order that keeps it; all other money is refunded. Holds after every transaction. */
export const checkOrderMoney = (stored: StoredOrder): readonly Violation[] => {
  const { order, refunds } = stored;
  const taken = takenBy(stored);
  const claimed = sumOf(refunds);
  const surplus = isKept(order) ? taken - order.total.amount : taken - claimed;
  return violationsOf('money', order.id, [
    ...(surplus > 0 ? [`${order.status}, and ${surplus} of the customer's money is kept`] : []),
    ...(surplus < 0 && isKept(order) ? [`${order.status}, and ${-surplus} of its total was not taken`] : []),
    ...(claimed <= taken ? [] : [`refunds of ${claimed} for ${taken} taken`]),
    ...(isKept(order) || refundableOf(order).amount === 0
      ? []
      : [`${order.status}, and could still be refunded`]),
  ]);
};

/** Whether the gateway may move money for the order that the service does not know of yet. */
export const isMoneyMoving = ({ attempts, refunds }: StoredOrder): boolean =>
  attempts.some(({ state }) => isAttemptOpen(state)) || refunds.some(({ state }) => isRefundOpen(state));

/**
 * The gateway took and gave back what the order says. Holds while no money moves.
 * @param entries those of the order.
 */
export const checkLedger = (stored: StoredOrder, entries: readonly LedgerEntry[]): readonly Violation[] => {
  const of = (type: LedgerEntry['type']) =>
    total(entries.filter((entry) => entry.type === type).map(({ amount }) => amount));
  const taken = takenBy(stored);
  const charged = of('charge');
  const refunded = of('refund') - of('refund_reversal');
  // An operator may have given money back by other means: the gateway has no such refund.
  const given = sumOf(stored.refunds.filter(({ state, refundId }) => state === 'succeeded' && refundId));
  return violationsOf('money', stored.order.id, [
    ...(charged === taken ? [] : [`the gateway charged ${charged}, attempts took ${taken}`]),
    ...(refunded === given ? [] : [`the gateway gave back ${refunded}, refunds ${given}`]),
  ]);
};

/** The gateway keeps no money of an order that is not stored. @param ledger its entries by order. */
export const checkStrangers = (
  ledger: ReadonlyMap<string, readonly LedgerEntry[]>,
  isKnown: (orderId: string) => boolean,
): readonly Violation[] =>
  [...ledger]
    .filter(([orderId]) => !isKnown(orderId))
    .flatMap(([orderId, entries]) => {
      const kept = total(entries.map(({ type, amount }) => (gives[type] ? -amount : amount)));
      return kept === 0
        ? []
        : violationsOf('money', orderId, [`the gateway keeps ${kept} of an order that is not stored`]);
    });

/** The money of all orders, once everything is settled. */
export const checkMoney = ({ orders }: StoredState, ledger: readonly LedgerEntry[]): readonly Violation[] => {
  const byOrder = Map.groupBy(ledger, ({ orderId }) => orderId ?? '');
  const known = new Set(orders.map(({ order }) => order.id));
  return [
    ...checkStrangers(byOrder, (orderId) => known.has(orderId)),
    ...orders.flatMap((stored) => [
      ...checkOrderMoney(stored),
      ...checkLedger(stored, byOrder.get(stored.order.id) ?? []),
    ]),
  ];
};
