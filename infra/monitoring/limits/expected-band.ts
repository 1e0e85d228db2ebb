import { type AlarmQuery, watchedOf } from './alarm-query.ts';

interface Banded {
  readonly comparisonOperator?: string;
  readonly thresholdMetricId?: string;
  readonly metrics?: readonly AlarmQuery[];
}

const comparisons = [
  'LessThanLowerOrGreaterThanUpperThreshold',
  'LessThanLowerThreshold',
  'GreaterThanUpperThreshold',
];

const seriesOfBand = ({ expression = '' }: AlarmQuery): string | undefined =>
  /^\s*ANOMALY_DETECTION_BAND\s*\(\s*(\w+)/.exec(expression)?.[1];

/**
 * Whether an alarm compares one series with the band that anomaly detection expects it in. It watches two then, the
 * series and the band, and names the band as its threshold.
 */
export const watchesBand = ({
  comparisonOperator = '',
  thresholdMetricId,
  metrics = [],
}: Banded): boolean => {
  const watched = watchedOf(metrics);
  const band = watched.find(({ id }) => id === thresholdMetricId);
  const others = watched.filter((query) => query !== band).map(({ id }) => id);
  return (
    comparisons.includes(comparisonOperator) &&
    band !== undefined &&
    others.length === 1 &&
    seriesOfBand(band) === others[0]
  );
};
