import { MathExpression, type Metric } from 'aws-cdk-lib/aws-cloudwatch';

/** The sum of metrics with one period. Where one has no data and another has, it counts as 0. */
export const sumOf = (label: string, metrics: readonly Metric[]): MathExpression => {
  const [first] = metrics;
  if (first === undefined) throw new RangeError(`${label}: no metrics to add`);
  // Ids have to differ in a graph with several sums.
  const id = label.toLowerCase().replace(/[^a-z0-9]/g, '');
  const named = metrics.map((metric, index) => [`${id}${index}`, metric] as const);
  return new MathExpression({
    expression: named.map(([name]) => name).join(' + '),
    usingMetrics: Object.fromEntries(named),
    period: first.period,
    label,
  });
};
