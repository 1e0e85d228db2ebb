import { type Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { EmfOutput, MetricUnit as Unit } from '@aws-lambda-powertools/metrics/types';
import {
  type CustomMetric,
  cloudWatchSeries,
  isInCloudWatch,
  type MetricDefinition,
  shareOf,
} from '../../contract/metric-definition.ts';
import { metrics as catalogue, type MetricName } from '../../contract/metrics.ts';
import { seriesId } from '../exact-line.ts';
import type { Sample } from './exact-counters.ts';

/** A sample with the identity of its series. */
export interface RecordedSample extends Sample {
  readonly series: string;
}

/** One CloudWatch metric of an invocation. */
interface Published extends CustomMetric {
  readonly unit: Unit;
  /** Which samples it is made of, by their places. Counts are added up, of a gauge there is only the last. */
  readonly samples: number[];
  readonly isSum: boolean;
}

/** Metrics with the same dimensions, which one directive of a line can name. Never empty. */
type Directive = [Published, ...Published[]];

/** The most that a line takes of a metric is 100, but then Powertools prints it at once. */
const maxValues = 99;

const unitOf = (definition: MetricDefinition): Unit => {
  if (!('unit' in definition)) return MetricUnit.Count;
  return definition.unit === 'seconds' ? MetricUnit.Seconds : MetricUnit.NoUnit;
};

/** Identity of a sample's series; a gauge has no code, because only counted metrics have one. */
export const seriesOfSample = (name: MetricName, labels: Sample['labels']): string => {
  const definition: MetricDefinition = catalogue[name];
  return seriesId(definition.type === 'gauge' ? { ...definition, code: name } : definition, labels);
};

/** The metrics that CloudWatch gets of an invocation's samples. */
const publishedOf = (samples: readonly RecordedSample[]): Iterable<Published> => {
  const published = new Map<string, Published>();
  for (const [place, { name, labels }] of samples.entries()) {
    const definition: MetricDefinition = catalogue[name];
    if (!isInCloudWatch(definition, labels)) continue;
    const series = cloudWatchSeries(name, definition, labels);
    const id = JSON.stringify(series);
    const metric = published.get(id) ?? {
      ...series,
      unit: unitOf(definition),
      samples: [],
      isSum: definition.type === 'counter' && !shareOf(definition),
    };
    published.set(id, metric);
    if (definition.type === 'gauge') metric.samples.length = 0;
    metric.samples.push(place);
  }
  return published.values();
};

/** A metric in parts that a line can hold: one, unless an invocation has observed very much. */
const portions = (metric: Published): Published[] =>
  metric.isSum || metric.samples.length <= maxValues
    ? [metric]
    : Array.from({ length: Math.ceil(metric.samples.length / maxValues) }, (_, index) => ({
        ...metric,
        samples: metric.samples.slice(index * maxValues, (index + 1) * maxValues),
      }));

interface Line {
  /** Names of its metrics. */
  readonly names: Set<string>;
  readonly dimensions: Record<string, string>;
  /** By their dimensions. */
  readonly directives: Map<string, Directive>;
}

/** Whether a line has room: each name in it has one value for all directives. */
const takes = (line: Line, { name, dimensions }: Published): boolean => {
  if (line.names.has(name)) return false;
  for (const label in dimensions) {
    if ((line.dimensions[label] ?? dimensions[label]) !== dimensions[label]) return false;
  }
  return true;
};

const put = (line: Line, metric: Published): void => {
  const { name, dimensions } = metric;
  line.names.add(name);
  Object.assign(line.dimensions, dimensions);
  const key = JSON.stringify(dimensions);
  const directive = line.directives.get(key);
  if (directive) directive.push(metric);
  else line.directives.set(key, [metric]);
};

/**
 * Groups the metrics of an invocation into lines for CloudWatch: one with a directive for each set of dimensions, and
 * another one only for metrics that contradict it.
 */
const groupIntoLines = (samples: readonly RecordedSample[]): Directive[][] => {
  const lines: Line[] = [];
  for (const metric of publishedOf(samples)) {
    for (const portion of portions(metric)) {
      let line = lines.find((candidate) => takes(candidate, portion));
      if (!line) {
        line = { names: new Set(), dimensions: {}, directives: new Map() };
        lines.push(line);
      }
      put(line, portion);
    }
  }
  return lines.map(({ directives }) => [...directives.values()]);
};

/** A line of an invocation without its values: the same for all invocations that record the same series in order. */
export interface LinePlan {
  /** The dimensions of all directives, and the service. */
  readonly dimensions: Readonly<Record<string, string>>;
  /** JSON of the directives. */
  readonly directives: string;
  readonly metrics: readonly (Pick<Published, 'samples' | 'isSum'> & {
    /** JSON between the value before and its own. */
    readonly key: string;
  })[];
}

/** A directive as Powertools serialises it, with a value of 0 for each metric. */
const serialize = (directive: Directive, powertools: Metrics): EmfOutput => {
  const [{ dimensions }] = directive;
  if (Object.keys(dimensions).length > 0) powertools.addDimensions(dimensions);
  for (const { name, unit } of directive) powertools.addMetric(name, unit, 0);
  const output = powertools.serializeMetrics();
  powertools.clearMetrics();
  powertools.clearDimensions();
  return output;
};

const planLine = (directives: readonly Directive[], powertools: Metrics): LinePlan => {
  const metrics = directives.flat();
  const outputs = directives.map((directive) => serialize(directive, powertools));
  const { _aws, ...dimensions } = Object.assign({}, ...outputs);
  for (const { name } of metrics) delete dimensions[name];
  return {
    dimensions,
    directives: JSON.stringify(outputs.flatMap(({ _aws }) => _aws.CloudWatchMetrics)),
    metrics: metrics.map(({ name, samples, isSum }) => ({
      key: `,${JSON.stringify(name)}:`,
      samples,
      isSum,
    })),
  };
};

/** The lines of an invocation that recorded these series; their directives and dimensions are Powertools' own. */
export const planEmfLines = (samples: readonly RecordedSample[], powertools: Metrics): LinePlan[] =>
  groupIntoLines(samples).map((directives) => planLine(directives, powertools));

/**
 * The members of a line in CloudWatch's embedded metric format but the dimensions: as JSON, each after a comma.
 * @param samples of the invocation: the same series in the same order as those of the plan.
 * @param now milliseconds since 1970.
 */
export const emfMembers = (
  { directives, metrics }: LinePlan,
  samples: readonly Pick<Sample, 'value'>[],
  now: number,
): string => {
  const valueAt = (place: number) => samples[place]?.value ?? 0;
  let text = `,"_aws":{"Timestamp":${now},"CloudWatchMetrics":${directives}}`;
  for (const { key, samples: places, isSum } of metrics) {
    const values = places.map(valueAt);
    const single = isSum ? values.reduce((sum, value) => sum + value, 0) : values[0];
    text += key + JSON.stringify(isSum || values.length === 1 ? single : values);
  }
  return text;
};
