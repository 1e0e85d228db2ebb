import { Duration } from 'aws-cdk-lib';
import {
  AnomalyDetectionAlarm,
  type CfnAlarm,
  type CfnAlarmProps,
  type IMetric,
  MathExpression,
} from 'aws-cdk-lib/aws-cloudwatch';
import { describe, expect, it } from 'vitest';
import { aMetric, anAlarm, aRawAlarm, synthOf } from '../../../harness/infra/planted.ts';

const withMetrics = (metrics: CfnAlarm.MetricDataQueryProperty[], props: Partial<CfnAlarmProps> = {}) =>
  synthOf((stack) => {
    aRawAlarm(stack, { metrics, ...props });
  });

const queryOf = (id: string, { period = 300, stat = 'Sum', returnData = false } = {}) => ({
  id,
  returnData,
  metricStat: { metric: { namespace: 'Shop', metricName: id }, period, stat },
});

const queries = (count: number) => Array.from({ length: count }, (_, index) => queryOf(`m${index}`));

const sum = { id: 'e', expression: 'm0 + m1', returnData: true };

describe('limits of an alarm on an expression', () => {
  it('allow ten metrics with one period', () => {
    expect(withMetrics([...queries(10), sum])).not.toThrow();
  });

  it.each(['TC(:0.3)', 'TC(:95%)', 'TM(1%:99%)', 'IQM'])('allow a metric with %s', (stat) => {
    expect(withMetrics([queryOf('m0', { stat }), sum])).not.toThrow();
  });

  it.each([
    ['eleven metrics', [...queries(11), sum], /reads 11 metrics, at most 10/],
    ['two periods', [queryOf('m0'), queryOf('m1', { period: 600 }), sum], /300 and 600 s/],
    ['two watched series', [...queries(2), sum, { ...sum, id: 'f' }], /watches 2 series/],
    [
      'a search',
      [...queries(2), { ...sum, expression: "SUM(SEARCH('{Shop}', 'Sum'))" }],
      /alarms cannot SEARCH/,
    ],
    ['a malformed statistic', [queryOf('m0', { stat: 'p101' }), sum], /no statistic p101 \(m0\)/],
    [
      'a period of the expression that no metric has',
      [...queries(2), { ...sum, period: 60 }],
      /300 and 60 s/,
    ],
  ])('refuse %s', (_, metrics, problem) => {
    expect(withMetrics(metrics)).toThrow(problem);
  });
});

const insights = (seconds: number, evaluationPeriods = 1) =>
  synthOf((stack) => {
    const metric = new MathExpression({
      expression: 'SELECT MAX(sales) FROM Shop',
      period: Duration.seconds(seconds),
    });
    anAlarm(stack, 'asked', { metric, evaluationPeriods });
  });

describe('limits of an alarm on a query', () => {
  it('allow a day in periods of five minutes', () => {
    expect(insights(300, 288)).not.toThrow();
  });

  it('refuse a period of 45 s', () => {
    expect(insights(45)).toThrow(/shop\/asked\/Resource: its period of 45 s is neither/);
  });

  it('refuse 30 hours in periods of five minutes', () => {
    expect(insights(300, 360)).toThrow(/looks back over 108000 s in periods of 300 s/);
  });
});

const outOfBand = (metric: IMetric) =>
  synthOf((stack) => {
    new AnomalyDetectionAlarm(stack, 'odd', { metric, evaluationPeriods: 1 });
  });

const sales = queryOf('m0', { returnData: true });
const band = { id: 'band', expression: 'ANOMALY_DETECTION_BAND(m0, 2)', returnData: true };
const comparisonOperator = 'GreaterThanUpperThreshold';
const ofBand = { comparisonOperator, thresholdMetricId: 'band' };

describe('limits of an alarm on an anomaly band', () => {
  it.each([
    ['a metric', aMetric()],
    ['an expression', new MathExpression({ expression: '2 * m', usingMetrics: { m: aMetric() } })],
  ])('allow %s and its band', (_, metric) => {
    expect(outOfBand(metric)).not.toThrow();
  });

  it('allow a series and its band that are returned by default', () => {
    const { returnData: _, ...query } = sales;
    const { returnData: __, ...expected } = band;
    expect(withMetrics([query, expected], ofBand)).not.toThrow();
  });

  it.each([
    ['a band that is not named as the threshold', [sales, band], { comparisonOperator }],
    ['another threshold than the band', [sales, band], { ...ofBand, thresholdMetricId: 'm0' }],
    ['a threshold that is not a band', [sales, { ...band, expression: 'm0 * 2' }], ofBand],
    ['a fixed comparison with a band', [sales, band], { thresholdMetricId: 'band' }],
    ['the band of another series', [{ ...sales, id: 'm' }, band], ofBand],
    ['two series beside the band', [sales, { ...sales, id: 'm1' }, band], ofBand],
  ])('refuse %s', (_, metrics, props) => {
    expect(withMetrics(metrics, props)).toThrow(/it watches [23] series, and has to watch one/);
  });
});
