import { counterTotal } from '../../metrics/exact-line.ts';

/**
 * The number of orders that wait for their payment, by the events that were counted. The two totals are read one after
 * the other, so an order may have left before it entered: never less than 0.
 * @param totals by cell.
 */
export const countPendingOrders = (totals: ReadonlyMap<string, bigint>): number => {
  const changes = (change: 'entered' | 'left') =>
    counterTotal(totals, 'order_service_pending_changes_total', { change });
  return Math.max(0, Number(changes('entered') - changes('left')));
};
