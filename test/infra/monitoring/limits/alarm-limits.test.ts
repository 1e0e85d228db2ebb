import { CfnParameter, Duration } from 'aws-cdk-lib';
import {
  type AlarmProps,
  type CfnAlarmProps,
  PromQLAlarm,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { describe, expect, it } from 'vitest';
import { aMetric, anAlarm, aRawAlarm, synthOf } from '../../../harness/infra/planted.ts';

const synthWith = (props: Partial<AlarmProps>) => synthOf((stack) => anAlarm(stack, 'late', props));

const withStatistic = (statistic: string) => ({ metric: aMetric().with({ statistic }) });

const hours = (count: number) => aMetric('sales', count * 3_600);

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
    ['a mean between 10 and 90 percent', withStatistic('TM(10%:90%)')],
    ['one breach of one period', { datapointsToAlarm: 1, evaluationPeriods: 1 }],
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
    ['a count up to 95 percent', withStatistic('TC(:95%)'), /no statistic TC\(:95%\) for an alarm/],
    ['a mean from 1 percent', withStatistic('TM(1%:99%)'), /no statistic TM\(1%:99%\) for an alarm/],
    ['no periods', { evaluationPeriods: 0 }, /its evaluationPeriods of 0 is not a whole number above 0/],
    ['half a period', { evaluationPeriods: 1.5 }, /its evaluationPeriods of 1\.5 is not a whole number/],
    ['no breaches', { datapointsToAlarm: 0 }, /its datapointsToAlarm of 0 is not a whole number above 0/],
    [
      'half a breach',
      { datapointsToAlarm: 1.5, evaluationPeriods: 2 },
      /its datapointsToAlarm of 1\.5 is not a whole number/,
    ],
    [
      'an unknown treatment of missing data',
      { treatMissingData: 'notbreaching' as TreatMissingData },
      /no treatment notbreaching of missing data/,
    ],
  ])('refuse %s', (_, props, problem) => {
    expect(synthWith(props)).toThrow(problem);
  });

  it.each(Object.values(TreatMissingData))('allow missing data to be treated as %s', (treatMissingData) => {
    expect(synthWith({ treatMissingData })).not.toThrow();
  });

  it('refuse with the place where the alarm is declared', () => {
    expect(synthWith({ metric: hours(8 * 24) })).toThrow(/shop\/late\/Resource: it looks back/);
  });
});

const raw = (props: Partial<CfnAlarmProps>) =>
  synthOf((stack) => {
    aRawAlarm(stack, props);
  });

describe('limits of an alarm that is written without CDK’s checks', () => {
  it.each([
    ['a period of 45 s', { period: 45, statistic: 'Sum' }, /period of 45 s is neither/],
    [
      'a statistic that is cut off',
      { period: 60, extendedStatistic: 'PR(:300' },
      /no statistic PR\(:300 for/,
    ],
    [
      'a percentile as a statistic',
      { statistic: 'p99' },
      /p99 belongs in extendedStatistic, not in statistic/,
    ],
    ['a mean of the middle as a statistic', { statistic: 'IQM' }, /IQM belongs in extendedStatistic/],
    [
      'a sum as an extended statistic',
      { extendedStatistic: 'Sum' },
      /Sum belongs in statistic, not in extendedStatistic/,
    ],
    [
      'two statistics',
      { statistic: 'Sum', extendedStatistic: 'p99' },
      /it has a statistic and an extendedStatistic, and needs one of them/,
    ],
  ])('refuse %s', (_, props, problem) => {
    expect(raw(props)).toThrow(problem);
  });

  it('allow an alarm without a statistic and without periods', () => {
    expect(
      synthOf((stack) => {
        new PromQLAlarm(stack, 'asked', { query: 'up == 0', evaluationInterval: Duration.minutes(1) });
      }),
    ).not.toThrow();
  });

  it('skip values that are known only at deployment', () => {
    expect(
      synthOf((stack) => {
        const text = (id: string) => new CfnParameter(stack, id).valueAsString;
        const count = (id: string) => new CfnParameter(stack, id, { type: 'Number' }).valueAsNumber;
        aRawAlarm(stack, {
          statistic: text('statistic'),
          treatMissingData: text('missing'),
          period: count('period'),
          evaluationPeriods: count('periods'),
          datapointsToAlarm: 3,
        });
      }),
    ).not.toThrow();
  });
});
