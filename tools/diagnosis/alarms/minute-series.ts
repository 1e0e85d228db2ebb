/** Values of a metric in one minute; undefined when nothing was published. */
export type ByMinute = (minute: number) => number | undefined;

type Aggregate = (from: number, to: number) => number | undefined;

const fold = (
  values: readonly (number | undefined)[],
  join: (left: number, right: number) => number,
): Aggregate => {
  return (from, to) => {
    let result: number | undefined;
    for (let minute = Math.max(from, 0); minute < to; minute += 1) {
      const value = values[minute];
      if (value !== undefined) result = result === undefined ? value : join(result, value);
    }
    return result;
  };
};

/** Sums over days, at every minute of days: from running totals. */
const sums = (values: readonly (number | undefined)[]): Aggregate => {
  const totals = [0];
  const counts = [0];
  for (const [index, value] of values.entries()) {
    totals.push((totals[index] ?? 0) + (value ?? 0));
    counts.push((counts[index] ?? 0) + (value === undefined ? 0 : 1));
  }
  const between = (running: readonly number[], from: number, to: number) =>
    (running[to] ?? 0) - (running[Math.max(from, 0)] ?? 0);
  return (from, to) => (between(counts, from, to) === 0 ? undefined : between(totals, from, to));
};

/** Statistics of a metric in a minute, from which those of longer times follow. */
export type MinuteStatistic = 'Sum' | 'SampleCount' | 'Maximum' | 'Minimum';

/** A metric's statistic over the minutes `from` (included) to `to` (excluded), of the first `minutes` of a story. */
export const aggregated = (
  published: (statistic: MinuteStatistic) => ByMinute,
  statistic: string,
  minutes: number,
): Aggregate => {
  const values = (of: MinuteStatistic) =>
    Array.from({ length: minutes }, (_, minute) => published(of)(minute));
  if (statistic === 'Sum' || statistic === 'SampleCount') return sums(values(statistic));
  if (statistic === 'Maximum') return fold(values(statistic), Math.max);
  if (statistic === 'Minimum') return fold(values(statistic), Math.min);
  if (statistic !== 'Average') throw new Error(`no alarm here uses the statistic ${statistic}`);
  const [total, samples] = [sums(values('Sum')), sums(values('SampleCount'))];
  return (from, to) => {
    const [sum, count] = [total(from, to), samples(from, to)];
    return sum === undefined || !count ? undefined : sum / count;
  };
};
