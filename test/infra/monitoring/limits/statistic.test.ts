import { describe, expect, it } from 'vitest';
import { isAlarmStatistic, isMathStatistic } from '../../../../infra/monitoring/limits/statistic.ts';

describe('statistic of an alarm', () => {
  it.each([
    'Sum',
    'SampleCount',
    'IQM',
    'p50',
    'p99.9',
    'p100',
    'tm95',
    'TM(10%:90%)',
    'TC(:95%)',
    'PR(1:300)',
  ])('%s is known', (statistic) => {
    expect(isAlarmStatistic(statistic)).toBe(true);
    expect(isMathStatistic(statistic)).toBe(true);
  });

  it.each(['sum', 'p', 'p101', 'p99%', 'PR(:300', 'PR()', 'PR(:)', 'TC(10%)', 'TM(10%:90', 'Median'])(
    '%s is unknown',
    (statistic) => {
      expect(isAlarmStatistic(statistic)).toBe(false);
      expect(isMathStatistic(statistic)).toBe(false);
    },
  );

  it.each(['TC(:0.3)', 'TM(2:)', 'WM(1.5:3)'])('%s is known only inside an expression', (statistic) => {
    expect(isAlarmStatistic(statistic)).toBe(false);
    expect(isMathStatistic(statistic)).toBe(true);
  });
});
