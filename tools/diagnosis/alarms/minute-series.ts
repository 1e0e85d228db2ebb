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

/** Means of the minutes that have a value; every minute counts as one sample. */
const means = (values: readonly (number | undefined)[]): Aggregate => {
  const total = sums(values);
  const samples = sums(values.map((value) => (value === undefined ? undefined : 1)));
  return (from, to) => {
    const sum = total(from, to);
    return sum === undefined ? undefined : sum / (samples(from, to) ?? 1);
  };
};

/** A metric's statistic over the minutes `from` (included) to `to` (excluded), of the first `minutes` of a story. */
export const aggregated = (published: ByMinute, statistic: string, minutes: number): Aggregate => {
  const values = Array.from({ length: minutes }, (_, minute) => published(minute));
  if (statistic === 'Sum' || statistic === 'SampleCount') return sums(values);
  if (statistic === 'Maximum') return fold(values, Math.max);
  if (statistic === 'Average') return means(values);
  if (statistic === 'Minimum') return fold(values, Math.min);
  throw new Error(`no alarm here uses the statistic ${statistic}`);
};
