import type { BurnAlert } from '../../../lib/slo/burn-alerts.ts';

/** The ratio that Prometheus gets, which works with the rates of both counters as doubles. */
const ratioOfRates = (bad: number, good: number, seconds: number): number => {
  const perSecond = 1 / seconds;
  return (bad * perSecond) / (bad * perSecond + good * perSecond);
};

/** Whether so many bad events of a window are not exactly at a threshold, or are there for Prometheus, too. */
const agrees = (bad: number, total: number, minutes: number, threshold: string): boolean =>
  Math.round(total * Number(threshold)) !== bad ||
  ratioOfRates(bad, total - bad, minutes * 60) === Number(threshold);

/**
 * Events per minute at which a ratio at the threshold is the same double in Prometheus as in the rule, in both windows:
 * at others it may come out as the next one, on either side. As many bad events may bring another alert to its
 * threshold, too.
 * @throws {RangeError} when there is none among the first thousand.
 */
export const exactTraffic = (
  { longMinutes, shortMinutes, threshold }: BurnAlert,
  alerts: readonly BurnAlert[],
): number => {
  for (let thousands = 100; thousands < 1_100; thousands += 1) {
    const perMinute = thousands * 1_000;
    const bad = perMinute * Number(threshold);
    if (Math.abs(bad - Math.round(bad)) > 1e-6) continue;
    const inLong = Math.round(bad * longMinutes);
    const inShort = Math.round(bad * shortMinutes);
    if (
      agrees(inShort, perMinute * shortMinutes, shortMinutes, threshold) &&
      alerts.every((other) =>
        agrees(inLong, perMinute * other.longMinutes, other.longMinutes, other.threshold),
      )
    ) {
      return perMinute;
    }
  }
  throw new RangeError(`no traffic is exactly at ${threshold}`);
};
