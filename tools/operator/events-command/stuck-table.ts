import type { StuckOrder } from '../../../lib/app/publishing/list-stuck.ts';

const units = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
] as const;

/** An age in its largest unit, rounded down, such as `3 h`. */
export const ageText = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const [name, size] = units.find(([, length]) => seconds >= length) ?? ['s', 1];
  return `${Math.floor(seconds / size)} ${name}`;
};

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
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lineOf = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return rows.map(lineOf).join('\n');
};
