interface MetricBase {
  readonly help: string;
  /** Label name → every value that it can take. Closed, so that the number of series is known. */
  readonly labels: Readonly<Record<string, readonly string[]>>;
  /** The combinations of some labels that exist; without it, each value goes with each. */
  readonly only?: readonly Readonly<Record<string, string>>[];
  /**
   * Where CloudWatch has the labels. As dimensions only if an invocation records one series of the metric at most:
   * its line has one value for each dimension's name. Otherwise in the name. Without it CloudWatch does not get the
   * metric.
   */
  readonly cloudWatch?: 'dimensions' | 'name';
  /** Values of labels that CloudWatch does not get, because nothing there reads them. */
  readonly notInCloudWatch?: Readonly<Record<string, readonly string[]>>;
  /** Labels that CloudWatch has in the name, although it has the others as dimensions. */
  readonly inName?: readonly string[];
}

interface RecordedBase extends MetricBase {
  /** Short name in log lines and stored totals. Never changed, and never used again for something else. */
  readonly code: string;
}

export interface CounterDefinition extends RecordedBase {
  readonly type: 'counter';
  /**
   * CloudWatch gets one metric of both values of a label, with a value for each event: 1 for those with `value`, 0 for the
   * others. So its sum counts these events, its sample count counts all, and its average is their share.
   */
  readonly share?: { readonly metric: string; readonly label: string; readonly value: string };
}

export interface HistogramDefinition extends RecordedBase {
  readonly type: 'histogram';
  readonly unit: MetricUnit;
  /** Upper bounds, ascending, without +Inf. */
  readonly buckets: readonly number[];
}

/**
 * A current value, read from the database at each scrape instead of counted. CloudWatch does not scrape; a scheduled
 * job reports such a value to it.
 */
interface GaugeDefinition extends MetricBase {
  readonly type: 'gauge';
  readonly unit?: MetricUnit;
}

/** Quantiles of what was observed in the last `windowSeconds`; its sum and count are those of all time. */
export interface SummaryDefinition extends RecordedBase {
  readonly type: 'summary';
  readonly unit: MetricUnit;
  readonly quantiles: readonly number[];
  readonly windowSeconds: number;
  /** Greatest error of a quantile, as a part of its value. */
  readonly relativeError: number;
}

export type MetricDefinition = CounterDefinition | HistogramDefinition | GaugeDefinition | SummaryDefinition;

/** A metric that is counted exactly, as opposed to read at each scrape. */
export type RecordedDefinition = Exclude<MetricDefinition, GaugeDefinition>;

/** The smallest part of a unit that is counted: sums of whole numbers are exact in any order. */
export const partsOfUnit = { seconds: 1_000_000, dollars: 100 } as const;

export type MetricUnit = keyof typeof partsOfUnit;

export type Labels = Readonly<Record<string, string>>;

/** Every combination of labels that a metric can have. */
export const seriesOf = ({ labels, only }: MetricDefinition): readonly Labels[] => {
  const combinations = Object.entries(labels).reduce<Labels[]>(
    (partial, [label, values]) =>
      partial.flatMap((known) => values.map((value) => ({ ...known, [label]: value }))),
    [{}],
  );
  const exists = (combination: Labels) =>
    !only ||
    only.some((part) => Object.entries(part).every(([label, value]) => combination[label] === value));
  return combinations.filter(exists);
};

/** Whether CloudWatch gets a series of a metric. */
export const isInCloudWatch = (
  { cloudWatch, notInCloudWatch = {} }: MetricDefinition,
  labels: Labels,
): boolean =>
  cloudWatch !== undefined &&
  Object.entries(notInCloudWatch).every(([label, values]) => !values.includes(labels[label] ?? ''));

/** Identity of a metric within a namespace of CloudWatch. CloudWatch charges for each that has data. */
export interface CustomMetric {
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** How CloudWatch has a metric as the share of some events. */
export const shareOf = (definition: MetricDefinition): CounterDefinition['share'] =>
  definition.type === 'counter' ? definition.share : undefined;

/**
 * A series as CloudWatch has it: `order_service_errors_total` with the dimension `code`, or with its labels in the
 * name, such as `order_service_canary_total:lost`. `order_service_requests_total:error` has one in the name, and the
 * others as dimensions. The dimension `service` comes on top.
 */
export const cloudWatchSeries = (
  name: string,
  definition: MetricDefinition,
  values: Labels,
): CustomMetric => {
  const { cloudWatch, inName = [], labels } = definition;
  const share = shareOf(definition);
  const dimensions: Record<string, string> = {};
  let named = share?.metric ?? name;
  for (const label in labels) {
    if (label === share?.label) continue;
    if (cloudWatch === 'name' || inName.includes(label)) named += `:${values[label]}`;
    else dimensions[label] = values[label] ?? '';
  }
  return { name: named, dimensions };
};

/** The values that CloudWatch gets of what is recorded. */
export const cloudWatchValues = (
  definition: MetricDefinition,
  labels: Labels,
  value: number,
): readonly number[] => {
  const share = shareOf(definition);
  return share ? Array<number>(value).fill(Number(labels[share.label] === share.value)) : [value];
};

/**
 * Member of a log line that holds the exact counters. This name is the only part of the line's format that is known
 * outside `lib/metrics/exact-line.ts`: subscriptions and the operator's commands select lines by it, and may not
 * import code that runs in the service.
 */
export const exactMember = 'exact';

/**
 * Member of a line that names the objectives that an event of the invocation missed, each with the version of the
 * function: `{"availability":"12"}`. Alarms on a new version select its lines by it.
 */
export const missedMember = 'missed';

/**
 * Selects the lines with exact counters.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export const exactLineFilter = `{ $.${exactMember}.seq = * }`;
