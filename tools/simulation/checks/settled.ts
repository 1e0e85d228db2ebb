import { eventSortKeyPrefix } from '../../../lib/contract/tables.ts';
import type { Stage } from '../service/stage.ts';
import { tableNames } from '../world/database.ts';
import { overdueCanaries } from './canary-checks.ts';

type Item = Readonly<Record<string, unknown>>;

/** Whether nothing waits any more: no payment, no order without a payment, no event, no message, no canary. @param now milliseconds since 1970. */
export const isSettled = (stage: Stage, now: number): boolean => {
  const { itemsOf } = stage.database;
  // By raw items: this is asked often.
  const isOpen = ({ sk, status, gsi2pk }: Item) =>
    (sk === 'ORDER' && status === 'pending') || String(gsi2pk).startsWith('PAYMENT');
  const isUnreceived = ({ sk, receivedAt }: Item) =>
    receivedAt === undefined && String(sk).startsWith(eventSortKeyPrefix);
  return (
    stage.isIdle() &&
    !itemsOf(tableNames.orders).some(isOpen) &&
    !itemsOf(tableNames.events).some(isUnreceived) &&
    (!stage.settings.sendsCanaries || overdueCanaries(itemsOf(tableNames.events), now).length === 0)
  );
};
