import { pairedRatio, quantile } from '../statistics.ts';

/** A median in a unit, with so many digits after the point. */
export const medianOf = (values: readonly number[], digits: number): string =>
  quantile(values, 0.5).toFixed(digits);

/** Median of the per-round ratios and, in brackets, their quartiles. */
export const ratioOf = (values: readonly number[], references: readonly number[]): string => {
  const { median, lowerQuartile, upperQuartile } = pairedRatio(values, references);
  return `${median.toFixed(2)} (${lowerQuartile.toFixed(2)}–${upperQuartile.toFixed(2)})`;
};

/** Thousands of bytes. */
export const kilobytes = (bytes: number): string => (bytes / 1_000).toFixed(0);
