import type { BurnAlert } from '../../../../lib/slo/burn-alerts.ts';
import { decimalPlaces } from '../../../../lib/slo/decimal.ts';

/** The ratio that Prometheus gets, which works with the rates of both counters as doubles. */
export const ratioOfRates = (bad: number, good: number, seconds: number): number => {
  const perSecond = 1 / seconds;
  return (bad * perSecond) / (bad * perSecond + good * perSecond);
};

/** Whether so many bad events of a window are not exactly at a threshold, or are there for Prometheus, too. */
const agrees = (bad: number, total: number, minutes: number, threshold: string): boolean =>
  Math.round(total * Number(threshold)) !== bad ||
  ratioOfRates(bad, total - bad, minutes * 60) === Number(threshold);

/** Fewest events of which a part of `threshold` is a whole number. */
const wholeAt = (threshold: string): number => {
  const scale = 10 ** decimalPlaces(threshold);
  let [divisor, rest] = [scale, Math.round(Number(threshold) * scale)];
  while (rest > 0) [divisor, rest] = [rest, divisor % rest];
  return scale / divisor;
};

/** Events per minute of a busy service. */
const busy = 100_000;
/** Bad events in a window, so that one more of them is less than a two-thousandth. */
const many = 3_000;
const tries = 1_000;

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
  const step = wholeAt(threshold);
  const first = Math.ceil(Math.max(busy, many / (shortMinutes * Number(threshold))) / step);
  for (let times = first; times < first + tries; times += 1) {
    const perMinute = times * step;
    const bad = Math.round(perMinute * Number(threshold));
    if (
      agrees(bad * shortMinutes, perMinute * shortMinutes, shortMinutes, threshold) &&
      alerts.every((other) =>
        agrees(bad * longMinutes, perMinute * other.longMinutes, other.longMinutes, other.threshold),
      )
    ) {
      return perMinute;
    }
  }
  throw new RangeError(`no traffic is exactly at ${threshold}`);
};
