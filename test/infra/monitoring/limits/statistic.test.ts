import { describe, expect, it } from 'vitest';
import {
  isExtendedStatistic,
  isMathStatistic,
  isSimpleStatistic,
} from '../../../../infra/monitoring/limits/statistic.ts';

const kindsOf = (statistic: string) => [
  ...(isSimpleStatistic(statistic) ? ['statistic'] : []),
  ...(isExtendedStatistic(statistic) ? ['extendedStatistic'] : []),
  ...(isMathStatistic(statistic) ? ['in an expression'] : []),
];

describe('statistic of an alarm', () => {
  it.each(['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum'])('%s is a simple one', (statistic) => {
    expect(kindsOf(statistic)).toEqual(['statistic', 'in an expression']);
  });

  it.each([
    'IQM',
    'p50',
    'p99.9',
    'p100',
    'tm95',
    'TM(10%:90%)',
    'TM(10.5%:89.5%)',
    'WM(10%:)',
    'TC(:90%)',
    'PR(1:300)',
  ])('%s is an extended one', (statistic) => {
    expect(kindsOf(statistic)).toEqual(['extendedStatistic', 'in an expression']);
  });

  it.each([
    'TC(:95%)',
    'TM(1%:99%)',
    'TS(9.9%:90%)',
    'WM(10%:90.1%)',
    'TM(09%:90%)',
    'TM(:100%)',
    'TC(:0.3)',
    'TM(2:)',
    'WM(1.5:3)',
  ])('%s is known only inside an expression', (statistic) => {
    expect(kindsOf(statistic)).toEqual(['in an expression']);
  });

  it.each(['sum', 'p', 'p101', 'p99%', 'PR(:300', 'PR()', 'PR(:)', 'TC(10%)', 'TM(10%:90', 'Median'])(
    '%s is unknown',
    (statistic) => {
      expect(kindsOf(statistic)).toEqual([]);
    },
  );
});
