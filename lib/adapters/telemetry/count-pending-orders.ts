import { metrics } from '../../contract/metrics.ts';
import { counterTotal, seriesId } from '../../metrics/exact-line.ts';

const name = 'order_service_pending_changes_total';

export type PendingChange = (typeof metrics)[typeof name]['labels']['change'][number];

/** The cell of the totals that counts a change. */
export const pendingCell = (change: PendingChange): string => seriesId(metrics[name], { change });

/** Orders that began to wait for their payment, and that no longer wait, by the events that were counted. */
export const pendingChanges = (
  totals: ReadonlyMap<string, bigint>,
): Readonly<Record<PendingChange, bigint>> => ({
  entered: counterTotal(totals, name, { change: 'entered' }),
  left: counterTotal(totals, name, { change: 'left' }),
});

/**
 * The number of orders that wait for their payment. The totals are read one after the other, so an order may have left
 * before it entered: never less than 0.
 * @param totals by cell.
 */
export const countPendingOrders = (totals: ReadonlyMap<string, bigint>): number => {
  const { entered, left } = pendingChanges(totals);
  return Math.max(0, Number(entered - left));
};
