import { Duration } from 'aws-cdk-lib';
import { type AlarmProps, CfnAlarm, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { describe, expect, it } from 'vitest';
import { aMetric, anAlarm, synthOf } from './planted.ts';

const synthWith = (props: Partial<AlarmProps>) => synthOf((stack) => anAlarm(stack, 'late', props));

const withStatistic = (statistic: string) => ({ metric: aMetric().with({ statistic }) });

const hours = (count: number) => aMetric('sales', count * 3_600);

const mathOf = (statistic: string) =>
  new MathExpression({
    expression: '2 * m',
    usingMetrics: { m: aMetric().with({ statistic }) },
    period: Duration.minutes(5),
  });

describe('limits of an alarm', () => {
  it.each([
    ['seven days in one period', { metric: hours(7 * 24) }],
    ['seven days in hours', { metric: hours(1), evaluationPeriods: 7 * 24 }],
    ['one day in minutes', { metric: aMetric('sales', 60), evaluationPeriods: 1_440 }],
    ['periods of ten seconds', { metric: aMetric('sales', 10) }],
    ['a name of 255 characters', { alarmName: 'n'.repeat(255) }],
    ['a description of 1,024 characters', { alarmDescription: 'd'.repeat(1_024) }],
    ['a percentile with decimals', withStatistic('p99.95')],
    ['a percentile of few samples', { ...withStatistic('p99'), evaluateLowSampleCountPercentile: 'ignore' }],
    ['a rank by value', withStatistic('PR(:300)')],
    ['a count by value in an expression', { metric: mathOf('TC(:0.3)') }],
  ])('allow %s', (_, props) => {
    expect(synthWith(props)).not.toThrow();
  });

  it.each([
    ['eight days in one period', { metric: hours(8 * 24) }, /691200 s, CloudWatch over 7 days/],
    ['eight days in hours', { metric: hours(1), evaluationPeriods: 8 * 24 }, /over 7 days/],
    [
      'more than a day in periods of five minutes',
      { metric: aMetric('sales', 300), evaluationPeriods: 300 },
      /90000 s in periods of 300 s: over more than a day, periods have to last an hour/,
    ],
    ['a name of 256 characters', { alarmName: 'n'.repeat(256) }, /name has 256 characters/],
    [
      'a description of 1,025 characters',
      { alarmDescription: 'd'.repeat(1_025) },
      /description has 1025 characters/,
    ],
    [
      'a count by value of a single metric',
      withStatistic('TC(300:)'),
      /no statistic TC\(300:\) for an alarm/,
    ],
    ['low samples of a sum', { evaluateLowSampleCountPercentile: 'ignore' }, /says nothing about .* Sum/],
    ['more breaches than periods', { datapointsToAlarm: 3, evaluationPeriods: 2 }, /3 of 2 periods/],
  ])('refuse %s', (_, props, problem) => {
    expect(synthWith(props)).toThrow(problem);
  });

  it('refuse with the place where the alarm is declared', () => {
    expect(synthWith({ metric: hours(8 * 24) })).toThrow(/shop\/late\/Resource: it looks back/);
  });
});

const synthRaw = (props: Partial<ConstructorParameters<typeof CfnAlarm>[2]>) =>
  synthOf((stack) => {
    new CfnAlarm(stack, 'raw', {
      comparisonOperator: 'GreaterThanThreshold',
      evaluationPeriods: 1,
      ...props,
    });
  });

const queries = (count: number, period = () => 300) =>
  Array.from({ length: count }, (_, index) => ({
    id: `m${index}`,
    returnData: false,
    metricStat: { metric: { namespace: 'Shop', metricName: `m${index}` }, period: period(), stat: 'Sum' },
  }));

const sum = { id: 'e', expression: 'm0 + m1', returnData: true };

describe('limits of an alarm that is written without CDK’s checks', () => {
  it.each([
    ['a period of 45 s', { period: 45, statistic: 'Sum' }, /period of 45 s is neither/],
    [
      'a statistic that is cut off',
      { period: 60, extendedStatistic: 'PR(:300' },
      /no statistic PR\(:300 for/,
    ],
    ['eleven metrics', { metrics: [...queries(11), sum] }, /reads 11 metrics, at most 10/],
    [
      'two periods',
      {
        metrics: [
          ...queries(
            2,
            (
              (n) => () =>
                (n += 300)
            )(0),
          ),
          sum,
        ],
      },
      /300 and 600 s/,
    ],
    ['two watched series', { metrics: [...queries(2), sum, { ...sum, id: 'f' }] }, /watches 2 series/],
    [
      'a search',
      { metrics: [...queries(2), { ...sum, expression: "SUM(SEARCH('{Shop}', 'Sum'))" }] },
      /alarms cannot SEARCH/,
    ],
    [
      'a malformed statistic in an expression',
      { metrics: [...queries(1).map((q) => ({ ...q, metricStat: { ...q.metricStat, stat: 'p101' } })), sum] },
      /no statistic p101 \(m0\)/,
    ],
  ])('refuse %s', (_, props, problem) => {
    expect(synthRaw(props)).toThrow(problem);
  });

  it('allow ten metrics with one period', () => {
    expect(synthRaw({ metrics: [...queries(10), sum] })).not.toThrow();
  });
});
