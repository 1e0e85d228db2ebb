import { type EventCounts, errorRatio } from '../../../../lib/slo/budget.ts';
import type { BurnAlert } from '../../../../lib/slo/burn-alerts.ts';
import { decimalPlaces } from '../../../../lib/slo/decimal.ts';
import { perEvent } from '../../alert-simulator/event-history.ts';

/** Minutes at each end of a window without a sample of its own: the scrapes of these tests are a minute apart. */
export const edgeMinutes = 1;

/** The ratio that Prometheus gets, which works with the rates of both counters as doubles. */
const ratioOfRates = ({ good, bad }: EventCounts, minutes: number): number => {
  const extended = minutes / (minutes - 2 * edgeMinutes);
  const perSecond = extended / (minutes * 60);
  return errorRatio({ good: good * perSecond, bad: bad * perSecond });
};

/** The ratio that the simulator gets of the same events. */
const ratioOfIncreases = ({ good, bad }: EventCounts, minutes: number): number => {
  const extended = minutes / (minutes - 2 * edgeMinutes);
  return errorRatio({ good: good * extended * perEvent, bad: bad * extended * perEvent });
};

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
 * Events per minute at which a ratio at the threshold is the same double in Prometheus, in the simulator and in the
 * rule, in both windows: at others it may come out as the next one, on either side.
 * @throws {RangeError} when there is none among the first thousand.
 */
export const exactTraffic = ({ longMinutes, shortMinutes, threshold }: BurnAlert): number => {
  const step = wholeAt(threshold);
  const first = Math.ceil(
    Math.max(busy, many / ((shortMinutes - 2 * edgeMinutes) * Number(threshold))) / step,
  );
  for (let times = first; times < first + tries; times += 1) {
    const perMinute = times * step;
    const badPerMinute = Math.round(perMinute * Number(threshold));
    const isExact = [longMinutes, shortMinutes].every((minutes) => {
      const seen = minutes - 2 * edgeMinutes;
      const counts = { good: (perMinute - badPerMinute) * seen, bad: badPerMinute * seen };
      return [ratioOfRates, ratioOfIncreases].every((ratio) => ratio(counts, minutes) === Number(threshold));
    });
    if (isExact) return perMinute;
  }
  throw new RangeError(`no traffic is exactly at ${threshold}`);
};
