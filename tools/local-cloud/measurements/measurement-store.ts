/** A metric of CloudWatch: its name in its namespace, and its dimensions. */
export interface MetricIdentity {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** All values of a metric within a minute. */
export interface MinuteValues {
  /** Minutes since 1970. */
  readonly minute: number;
  readonly sum: number;
  readonly count: number;
  readonly min: number;
  readonly max: number;
}

export interface MeasuredSeries extends MetricIdentity {
  /** In order of time; a minute without a value is absent. */
  readonly minutes: readonly MinuteValues[];
}

/** Metrics as CloudWatch keeps them: by the minute. */
export interface MeasurementStore {
  /** @param at milliseconds since 1970. */
  record(metric: MetricIdentity, values: readonly number[], at: number): void;
  list(): readonly MeasuredSeries[];
}

interface Series extends MetricIdentity {
  readonly minutes: Map<number, MinuteValues>;
}

const keyOf = ({ namespace, name, dimensions }: MetricIdentity): string =>
  JSON.stringify([
    namespace,
    name,
    ...Object.entries(dimensions).sort(([one], [other]) => (one < other ? -1 : 1)),
  ]);

const added = (before: MinuteValues | undefined, minute: number, value: number): MinuteValues => ({
  minute,
  sum: (before?.sum ?? 0) + value,
  count: (before?.count ?? 0) + 1,
  min: Math.min(before?.min ?? value, value),
  max: Math.max(before?.max ?? value, value),
});

/** The longest window of an alarm on a burn rate is three days. */
const keptMinutes = 3 * 1_440;

/** Keeps the last `kept` minutes of each metric. */
export const createMeasurementStore = (kept = keptMinutes): MeasurementStore => {
  const known = new Map<string, Series>();
  return {
    record(metric, values, at) {
      const key = keyOf(metric);
      const series = known.get(key) ?? { ...metric, minutes: new Map<number, MinuteValues>() };
      known.set(key, series);
      const minute = Math.floor(at / 60_000);
      for (const value of values)
        series.minutes.set(minute, added(series.minutes.get(minute), minute, value));
      const [oldest = minute] = series.minutes.keys();
      if (oldest <= minute - kept) series.minutes.delete(oldest);
    },
    list: () =>
      [...known.values()].map(({ minutes, ...metric }) => ({
        ...metric,
        minutes: [...minutes.values()].sort((one, other) => one.minute - other.minute),
      })),
  };
};
