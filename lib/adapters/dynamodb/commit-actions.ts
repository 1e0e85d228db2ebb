import type { OrderCommit } from '../../app/ports/order-store.ts';
import type { CommitAction, OrdersTables } from './commit-action.ts';
import { idempotencyAction } from './idempotency-action.ts';
import { attemptAction, eventAction, orderAction, reservationAction } from './order-actions.ts';
import { stockActions } from './stock-actions.ts';

/** Everything that a commit writes. */
export const commitActions = (
  { ordersTable, eventsTable }: OrdersTables,
  commit: OrderCommit,
): CommitAction[] => {
  const { idempotency, order, event, reservation, attempt } = commit;
  return [
    ...(idempotency ? [idempotencyAction(ordersTable, idempotency)] : []),
    ...(order ? [orderAction(ordersTable, order)] : []),
    ...(event ? [eventAction(eventsTable, event)] : []),
    ...(reservation ? [reservationAction(ordersTable, reservation)] : []),
    ...(attempt ? [attemptAction(ordersTable, attempt)] : []),
    ...stockActions(ordersTable, commit),
  ];
};
