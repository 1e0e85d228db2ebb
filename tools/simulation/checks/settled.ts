import { eventSortKeyPrefix } from '../../../lib/contract/tables.ts';
import { isAttemptOpen } from '../../../lib/domain/payment-attempt.ts';
import { isRefundOpen } from '../../../lib/domain/refund.ts';
import type { Stage } from '../service/stage.ts';
import { tableNames } from '../world/database.ts';
import type { StoredOrder } from './stored-state.ts';

type Item = Readonly<Record<string, unknown>>;

/** What an order still waits for. */
export const openIn = ({ order, attempts, refunds, events }: StoredOrder): readonly string[] => [
  ...(order.status === 'pending' ? [`order ${order.id} is pending`] : []),
  ...attempts
    .filter(({ state }) => isAttemptOpen(state))
    .map(({ number, state }) => `attempt ${order.id}/${number} is ${state}`),
  ...refunds
    .filter(({ state }) => isRefundOpen(state))
    .map(({ number, state }) => `refund ${order.id}/${number} is ${state}`),
  ...events
    .filter(({ isReceived }) => !isReceived)
    .map(({ orderVersion }) => `event ${order.id}:${orderVersion} was not received`),
];

/** Whether nothing waits any more: no payment, no order without a payment, no event, no message. */
export const isSettled = (stage: Stage): boolean => {
  const { itemsOf } = stage.database;
  // By raw items: this is asked often.
  const isOpen = ({ sk, status, gsi2pk }: Item) =>
    (sk === 'ORDER' && status === 'pending') || String(gsi2pk).startsWith('PAYMENT');
  const isUnreceived = ({ sk, receivedAt }: Item) =>
    receivedAt === undefined && String(sk).startsWith(eventSortKeyPrefix);
  return (
    stage.isIdle() &&
    !itemsOf(tableNames.orders).some(isOpen) &&
    !itemsOf(tableNames.events).some(isUnreceived)
  );
};
