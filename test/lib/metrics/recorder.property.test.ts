import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInCloudWatch, type MetricDefinition, seriesOf } from '../../../lib/contract/metric-definition.ts';
import { metrics as catalogue, type MetricName } from '../../../lib/contract/metrics.ts';
import { createMetricsRecorder } from '../../../lib/metrics/recorder.ts';
import { createExactCounters, type Sample } from '../../../lib/metrics/recording/exact-counters.ts';
import { lineWithMetrics } from '../../../lib/platform/logging/line-metrics.ts';
import { readEmfLine } from '../../harness/emf-line.ts';

const names = Object.keys(catalogue) as MetricName[];

const samples: fc.Arbitrary<Sample> = fc.constantFrom(...names).chain((name) => {
  const definition: MetricDefinition = catalogue[name];
  const value =
    definition.type === 'counter'
      ? fc.integer({ min: 0, max: 5 })
      : fc.oneof(fc.integer({ min: 0, max: 50 }), fc.double({ min: 0, max: 20, noNaN: true }));
  return fc.record({
    name: fc.constant(name),
    labels: fc.constantFrom(...seriesOf(definition).slice(0, 4)),
    value,
  });
});

const counting = { fn: 'create-order', env: 'env-1', clock: () => 0 };

const startRecorder = () => {
  const recorder = createMetricsRecorder({ service: 'order-service', namespace: 'OrderService', counting });
  const invoke = (recorded: readonly Sample[]) => {
    for (const { name, labels, value } of recorded) {
      const { type }: MetricDefinition = catalogue[name];
      const record = { counter: recorder.increment, gauge: recorder.set, histogram: recorder.observe };
      // The samples fit the catalogue, which the compiler cannot see.
      const add = record[type === 'summary' ? 'histogram' : type] as unknown as (
        ...sample: unknown[]
      ) => void;
      add(name, labels, value);
    }
    return recorder.take().map((part) => lineWithMetrics({ correlationId: 'correlation-1' }, part));
  };
  return invoke;
};

/** Values of each CloudWatch metric: added up for counters, the last one for gauges, one of each event for a share. */
const expectedOf = (recorded: readonly Sample[]): Map<string, number[]> => {
  const expected = new Map<string, number[]>();
  for (const { name, labels, value } of recorded) {
    const { type, ...definition }: MetricDefinition = catalogue[name];
    if (!isInCloudWatch(catalogue[name], labels)) continue;
    if (name === 'slo_events_total') {
      const key = JSON.stringify(['slo_bad_events', labels['slo']]);
      const events = Array<number>(value).fill(labels['outcome'] === 'bad' ? 1 : 0);
      if (value > 0) expected.set(key, [...(expected.get(key) ?? []), ...events]);
      continue;
    }
    const key = JSON.stringify([name, ...Object.keys(definition.labels).map((label) => labels[label])]);
    const known = expected.get(key) ?? [];
    if (type === 'counter') expected.set(key, [(known[0] ?? 0) + value]);
    else expected.set(key, type === 'gauge' ? [value] : [...known, value]);
  }
  return expected;
};

const publishedIn = (lines: readonly string[]): Map<string, number[]> => {
  const published = new Map<string, number[]>();
  for (const line of lines.filter((text) => text.includes('"_aws"'))) {
    for (const { name, dimensions, value } of readEmfLine(line)) {
      const [metric = '', ...labels] = name.split(':');
      const { service: _, ...own } = dimensions;
      // A metric with its labels in the name may have another name in CloudWatch.
      const named = () =>
        Object.keys(catalogue[metric as MetricName].labels).map((label) => own[label] ?? labels.shift());
      const values = Object.keys(own).length === 0 && labels.length > 0 ? labels : named();
      const key = JSON.stringify([metric, ...values]);
      published.set(key, [...(published.get(key) ?? []), ...[value].flat().map(Number)]);
    }
  }
  return published;
};

describe('the lines of a metrics recorder', () => {
  it('publish every sample of any sequence of invocations', () => {
    const invocations = fc.array(fc.array(samples, { minLength: 1, maxLength: 8 }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(invocations, fc.array(fc.nat(3), { maxLength: 6 }), (kinds, order) => {
        const invoke = startRecorder();
        const reference = createExactCounters(counting);
        for (const recorded of [...kinds, ...order.map((place) => kinds[place % kinds.length] ?? [])]) {
          const lines = invoke(recorded);
          expect(publishedIn(lines)).toEqual(expectedOf(recorded));
          const counted = recorded.filter(({ name }) => catalogue[name].type !== 'gauge');
          for (const sample of counted) reference.count(sample);
          const exact = lines.flatMap((line) => JSON.parse(line).exact ?? []);
          expect(exact).toEqual(counted.length > 0 ? [JSON.parse(JSON.stringify(reference.nextLine()))] : []);
        }
      }),
      { numRuns: 60 },
    );
  });
});
