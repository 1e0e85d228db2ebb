import { binGrowth, zeroBin } from '../exact-line.ts';

/** The value that is within the relative error of every value of the bin: 2γ^i / (γ + 1). */
export const valueOfBin = (bin: string, relativeError: number): number => {
  if (bin === zeroBin) return 0;
  const gamma = binGrowth(relativeError);
  return (2 * gamma ** Number(bin)) / (gamma + 1);
};

/**
 * The value below which a part of all observations lies, within the error of bins; NaN when there are none.
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
