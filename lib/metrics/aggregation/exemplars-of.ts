import { bucketOf, definitionOfSeries } from '../exact-line.ts';
import type { Exemplar } from '../metrics-store.ts';
import type { HeardLine } from './advance-environment.ts';

/** The observations of a line that can be shown as examples of their buckets. */
const exemplarsIn = ({ line, at }: HeardLine): Exemplar[] => {
  const { correlationId, last = {} } = line;
  if (correlationId === undefined) return [];
  return Object.entries(last).flatMap(([series, value]) => {
    const definition = definitionOfSeries(series);
    if (definition?.type !== 'histogram') return [];
    return [{ series, bucket: bucketOf(definition, value), value, correlationId, at }];
  });
};

/** The latest example of each bucket, by series and bucket. */
export const exemplarsOf = (lines: readonly HeardLine[]): ReadonlyMap<string, Exemplar> => {
  const latest = new Map<string, Exemplar>();
  for (const exemplar of lines.flatMap(exemplarsIn)) {
    const key = `${exemplar.series}|${exemplar.bucket}`;
    if (exemplar.at >= (latest.get(key)?.at ?? 0)) latest.set(key, exemplar);
  }
  return latest;
};
