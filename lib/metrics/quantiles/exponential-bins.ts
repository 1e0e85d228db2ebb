/**
 * Bins whose bounds grow by a constant factor, so that any value is known within a relative error, and counts
 * of bins from anywhere can be added. The mapping of DDSketch.
 * @see Masson, Rim, Lee: DDSketch: A Fast and Fully-Mergeable Quantile Sketch with Relative-Error Guarantees.
 *   PVLDB 12(12), 2019. https://arxiv.org/abs/1908.10693
 */

/** Length of the time slots in which observations are kept, in milliseconds. */
export const slotMs = 600_000;

/** Ratio of the bounds of a bin: γ = (1 + α) / (1 − α). */
const growth = (relativeError: number): number => (1 + relativeError) / (1 - relativeError);

/** Bin of everything too small to tell from nothing. */
export const zeroBin = 'z';

/** The bin of a value; values below 1 are all in the same. */
export const binOf = (value: number, relativeError: number): string =>
  value < 1 ? zeroBin : String(Math.ceil(Math.log(value) / Math.log(growth(relativeError))));

/** The value that is within the relative error of every value of the bin: 2γ^i / (γ + 1). */
export const valueOfBin = (bin: string, relativeError: number): number => {
  if (bin === zeroBin) return 0;
  const gamma = growth(relativeError);
  return (2 * gamma ** Number(bin)) / (gamma + 1);
};

/**
 * The value below which a part of all observations lies, as far as bins can tell; NaN when there are none.
 * @param part from 0 to 1.
 */
export const quantileOfBins = (
  bins: ReadonlyMap<string, number>,
  part: number,
  relativeError: number,
): number => {
  const order = (bin: string) => (bin === zeroBin ? Number.NEGATIVE_INFINITY : Number(bin));
  const sorted = [...bins].filter(([, count]) => count > 0).sort(([a], [b]) => order(a) - order(b));
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  const rank = part * (total - 1);
  let seen = 0;
  for (const [bin, count] of sorted) {
    seen += count;
    if (seen > rank) return valueOfBin(bin, relativeError);
  }
  return Number.NaN;
};
