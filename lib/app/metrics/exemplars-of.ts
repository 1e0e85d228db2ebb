import { bucketOf, definitionOfSeries } from '../../contract/metric-series.ts';
import type { Exemplar } from '../ports/metrics-store.ts';
import type { HeardLine } from './advance-environment.ts';

/** The observations of a line that can be shown as examples of their buckets. */
export const exemplarsOf = ({ line, at }: HeardLine): Exemplar[] => {
  const { correlationId, last = {} } = line;
  if (correlationId === undefined) return [];
  return Object.entries(last).flatMap(([series, value]) => {
    const definition = definitionOfSeries(series);
    if (definition?.type !== 'histogram') return [];
    return [{ series, bucket: bucketOf(definition, value), value, correlationId, at }];
  });
};
