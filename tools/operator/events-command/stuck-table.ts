import type { StuckOrder } from '../../../lib/app/publishing/list-stuck.ts';
import { ageText, textTable } from '../operator-command/text-table.ts';

const versionsText = (versions: readonly number[]): string =>
  versions.length > 5
    ? `${versions.slice(0, 5).join(', ')} and ${versions.length - 5} more`
    : versions.join(', ');

/** A table of stuck orders, one per line. */
export const stuckTable = (orders: readonly StuckOrder[], now: number): string => {
  const rows = [
    ['order', 'age', 'state', 'reason', 'versions'],
    ...orders.map(({ orderId, oldestAt, state, reason = '', versions }) => [
      orderId,
      ageText(now - Date.parse(oldestAt)),
      state,
      reason,
      versionsText(versions),
    ]),
  ];
  return textTable(rows);
};
