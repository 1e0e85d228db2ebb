import { type ParsedSample, seriesText } from './parse-exposition.ts';

const bound = ({ labels }: ParsedSample): number =>
  Number((labels.get('le') ?? '').replace('Inf', 'Infinity') || Number.NaN);

const withoutBound = ({ labels }: ParsedSample): string =>
  seriesText({ name: '', labels: new Map([...labels].filter(([label]) => label !== 'le')) });

const problemsOf = (name: string, samples: readonly ParsedSample[]): string[] => {
  const problems: string[] = [];
  const of = (suffix: string) => samples.filter((sample) => sample.name === `${name}${suffix}`);
  const buckets = of('_bucket');
  for (const [index, bucket] of buckets.entries()) {
    const before = buckets[index - 1];
    if (!/^\+Inf$|[.e]/.test(bucket.labels.get('le') ?? '')) problems.push('le is not written as a float');
    if (before && bound(bucket) <= bound(before)) problems.push('bounds do not ascend');
    if (before && bucket.value < before.value) problems.push('buckets are not cumulative');
  }
  const last = buckets.at(-1);
  if (!last || bound(last) !== Number.POSITIVE_INFINITY) problems.push('no bucket +Inf');
  const [count] = of('_count');
  if (!count) problems.push('no _count');
  else if (last && count.value !== last.value) problems.push('_count is not that of +Inf');
  if (of('_sum').length === 0) problems.push('no _sum');
  return problems;
};

/** Problems of the series of a histogram, each set of labels for itself. */
export const histogramProblems = (name: string, samples: readonly ParsedSample[]): string[] =>
  [...Map.groupBy(samples, withoutBound)].flatMap(([labels, members]) =>
    problemsOf(name, members).map((problem) => `${name}${labels}: ${problem}`),
  );
