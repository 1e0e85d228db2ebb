import { times } from '../../../lib/slo/decimal.ts';

/** A number with at most some decimals, without trailing zeros. */
const short = (value: number, decimals: number): string => String(Number(value.toFixed(decimals)));

const lengths = [
  { unit: 'd', seconds: 86_400, from: 2 * 86_400 },
  { unit: 'h', seconds: 3_600, from: 3_600 },
  { unit: 'min', seconds: 60, from: 60 },
  { unit: 's', seconds: 1, from: 0 },
] as const;

/** Seconds as people say them: `0.6 s`, `52 s`, `2.2 min`, `3.6 h`, `3 d`; `never` for undefined. */
export const durationWords = (seconds: number | undefined): string => {
  if (seconds === undefined) return 'never';
  // What rounds to a whole of the next unit is said in it.
  const { unit, seconds: length } = lengths.find(({ from }) => seconds * 1.002 >= from) ?? lengths[3];
  const count = seconds / length;
  return `${short(count, unit === 's' && count >= 10 ? 0 : 1)} ${unit}`;
};

/** A ratio as a percentage with at most some decimals: `99.95 %`. */
export const percent = (ratio: number, decimals: number): string => `${short(ratio * 100, decimals)} %`;

/** A decimal ratio as a percentage, exactly: `1.44 %` for `0.0144`. */
export const exactPercent = (ratio: string): string => `${times(ratio, '100')} %`;

/** A count of events, which windows may make a fraction. */
export const countWords = (count: number): string => Math.round(count).toLocaleString('en-US');
