/** Median with the quartiles around it. */
export interface Spread {
  readonly median: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
}

/**
 * The value below which a share of the values lies, interpolated between its neighbours.
 * @param share 0 to 1.
 * @throws {RangeError} on no values.
 */
export const quantile = (values: readonly number[], share: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const position = share * (sorted.length - 1);
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) throw new RangeError('no values');
  return below + (above - below) * (position - Math.floor(position));
};

/** @throws {RangeError} on no values. */
export const spread = (values: readonly number[]): Spread => ({
  median: quantile(values, 0.5),
  lowerQuartile: quantile(values, 0.25),
  upperQuartile: quantile(values, 0.75),
});

/**
 * Ratios of values of the same round, so that changes of the machine's speed cancel out.
 * @throws {RangeError} when the two have different numbers of rounds, or none.
 */
export const pairedRatio = (values: readonly number[], references: readonly number[]): Spread => {
  if (values.length !== references.length) throw new RangeError('every value needs a reference');
  return spread(values.map((value, round) => value / (references[round] ?? Number.NaN)));
};
