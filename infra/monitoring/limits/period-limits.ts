const hour = 3_600;
const day = 24 * hour;
const longestRange = 7 * day;

const isPeriod = (seconds: number): boolean =>
  [10, 20, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0);

const rangeProblems = (period: number, periods: number): string[] => {
  const range = period * periods;
  if (range > longestRange) {
    return [`it looks back over ${range} s, CloudWatch over 7 days (${longestRange} s) at most`];
  }
  if (period < hour && range > day) {
    return [
      `it looks back over ${range} s in periods of ${period} s: over more than a day, periods have to last an hour`,
    ];
  }
  return [];
};

/** Problems of an alarm's evaluation range, periods × seconds, that CloudWatch refuses. */
export const periodProblems = (period: number, periods: number): string[] =>
  isPeriod(period)
    ? rangeProblems(period, periods)
    : [`its period of ${period} s is neither 10, 20, 30 nor a multiple of 60`];
