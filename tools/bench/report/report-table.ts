import { pairedRatio, quantile } from '../statistics.ts';

/** A median with the given number of decimal places. */
export const medianOf = (values: readonly number[], digits: number): string =>
  quantile(values, 0.5).toFixed(digits);

/** Median of the per-round ratios, with quartiles in brackets. */
export const ratioOf = (values: readonly number[], references: readonly number[]): string => {
  const { median, lowerQuartile, upperQuartile } = pairedRatio(values, references);
  return `${median.toFixed(2)} (${lowerQuartile.toFixed(2)}–${upperQuartile.toFixed(2)})`;
};

/** Thousands of bytes. */
export const kilobytes = (bytes: number): string => (bytes / 1_000).toFixed(0);

/** A Markdown table with padded columns. The first column is text, the others are numbers. */
export const markdownTable = (header: readonly string[], rows: readonly (readonly string[])[]): string => {
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [line(header), rule, ...rows.map(line)].join('\n');
};
