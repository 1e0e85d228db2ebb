import type { MetricDefinition } from '../../contract/metric-definition.ts';
import { seriesOf } from '../../contract/metric-definition.ts';
import { type GaugeName, type MetricName, metrics } from '../../contract/metrics.ts';
import type { Family, Sample } from './families.ts';
import { histogramSamples } from './histogram-samples.ts';
import { floatText } from './text.ts';
import type { MetricsReading } from './families.ts';
import { counterSample, summarySamples } from './series-samples.ts';

const samplesOf = (
  name: MetricName,
  definition: MetricDefinition,
  reading: MetricsReading,
): readonly Sample[] => {
  if (definition.type === 'gauge') {
    const value = reading.gauges[name as GaugeName];
    return value === undefined ? [] : [{ suffix: '', labels: {}, value: floatText(value) }];
  }
  return seriesOf(definition).flatMap((labels) => {
    if (definition.type === 'counter') return [counterSample(definition, labels, reading)];
    if (definition.type === 'histogram') return histogramSamples(definition, labels, reading);
    return summarySamples(name, definition, labels, reading);
  });
};

/**
 * Every metric of the catalogue with all its series: what was never counted is 0, so that its first increase is
 * seen as one. Only a gauge that could not be read is missing.
 */
export const familiesOf = (reading: MetricsReading): readonly Family[] =>
  (Object.entries(metrics) as [MetricName, MetricDefinition][])
    .map(([name, definition]) => ({ name, definition, samples: samplesOf(name, definition, reading) }))
    .filter(({ samples }) => samples.length > 0);
