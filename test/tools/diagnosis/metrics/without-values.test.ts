import { expect, it } from 'vitest';
import { wantedMetric } from '../../../../tools/diagnosis/metrics/wanted-metric.ts';
import { withoutValues } from '../../../../tools/diagnosis/metrics/without-values.ts';

it.each([
  [
    'the time',
    'orders_created_total Sum source=web customer_type=standard',
    'The metric has no values in this time.',
  ],
  ['the time, for AWS', 'AWS/Lambda/Throttles Sum FunctionName=x', 'The metric has no values in this time.'],
  [
    'the name',
    'orders_created Sum',
    'Functions emit no metric orders_created: docs/metrics.md lists them all.',
  ],
  [
    'the dimensions',
    'orders_created_total Sum',
    'orders_created_total has other dimensions, for example: orders_created_total customer_type=standard source=web',
  ],
])('A metric without values is explained by %s', (_, words, text) => {
  expect(withoutValues(wantedMetric(words.split(' ')))).toBe(text);
});
