import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { MetricUnit as Unit } from '@aws-lambda-powertools/metrics/types';
import { type CustomMetric, cloudWatchSeries } from '../../contract/cloudwatch-metrics.ts';
import type { MetricDefinition } from '../../contract/metric-definition.ts';
import { metrics as catalogue } from '../../contract/metrics.ts';
import { seriesId } from '../exact-line.ts';
import type { Sample } from './exact-counters.ts';

/** What CloudWatch gets of one of its metrics at the end of an invocation. */
export interface Published extends CustomMetric {
  readonly unit: Unit;
  /** One number for a counter or a gauge, every value for anything else. */
  readonly values: number[];
}

/** Metrics with the same dimensions, which one directive of a line can name. Never empty. */
export type Directive = [Published, ...Published[]];

/** The most that a line takes of a metric is 100, but then Powertools prints it at once. */
const maxValues = 99;

const unitOf = (definition: MetricDefinition): Unit => {
  if (!('unit' in definition)) return MetricUnit.Count;
  return definition.unit === 'seconds' ? MetricUnit.Seconds : MetricUnit.NoUnit;
};

/** The labels of a sample, and those that go with them. */
const labelsOf = (definition: MetricDefinition, { labels, value }: Sample) => {
  const own = { labels, value };
  if (definition.type !== 'counter' || definition.together === undefined) return [own];
  const label = definition.together;
  const all = definition.labels[label] ?? [];
  return [own, ...all.map((each) => ({ labels: { ...labels, [label]: each }, value: 0 }))];
};

/** What tells a series from all others; a gauge has no code, which is for what is counted. */
const idOf = (name: string, definition: MetricDefinition, labels: Sample['labels']): string =>
  seriesId(definition.type === 'gauge' ? { ...definition, code: name } : definition, labels);

/** Samples by their series: those of a counter added up, of a gauge the last. */
const bySeries = (samples: readonly Sample[]): Iterable<Published> => {
  const published = new Map<string, Published>();
  for (const sample of samples) {
    const definition = catalogue[sample.name] as MetricDefinition;
    if (!definition.cloudWatch) continue;
    for (const { labels, value } of labelsOf(definition, sample)) {
      const id = idOf(sample.name, definition, labels);
      const { values } = published.get(id) ?? {};
      if (!values) {
        const series = cloudWatchSeries(sample.name, definition, labels);
        published.set(id, { ...series, unit: unitOf(definition), values: [value] });
      } else if (definition.type === 'counter') values[0] = (values[0] ?? 0) + value;
      else if (definition.type === 'gauge') values[0] = value;
      else values.push(value);
    }
  }
  return published.values();
};

/** A metric in parts that a line can hold: one, unless an invocation has observed very much. */
const portions = (metric: Published): Published[] =>
  metric.values.length <= maxValues
    ? [metric]
    : Array.from({ length: Math.ceil(metric.values.length / maxValues) }, (_, index) => ({
        ...metric,
        values: metric.values.slice(index * maxValues, (index + 1) * maxValues),
      }));

interface Line {
  /** Names of its metrics. */
  readonly names: Set<string>;
  readonly dimensions: Record<string, string>;
  /** By their dimensions. */
  readonly directives: Map<string, Directive>;
}

/** Whether a line has room: each name in it has one value, whatever directive refers to it. */
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
 * What an invocation has recorded, as the lines that tell CloudWatch of it: one with a directive for each set of
 * dimensions, and more only for what contradicts it.
 */
export const emfLines = (samples: readonly Sample[]): Directive[][] => {
  const lines: Line[] = [];
  for (const metric of bySeries(samples)) {
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
