import { describe, expect, it } from 'vitest';
import { describeMonitoringPrice, monitoringPrice } from '../../../infra/monitoring/price.ts';

const alarmOn = (metrics: number) => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    Metrics: [{ Expression: 'm0' }, ...Array.from({ length: metrics }, () => ({ MetricStat: {} }))],
  },
});
const plainAlarm = { Type: 'AWS::CloudWatch::Alarm', Properties: {} };
const composite = { Type: 'AWS::CloudWatch::CompositeAlarm' };

describe('monitoring price', () => {
  it('counts an alarm once for each of its metrics', () => {
    expect(monitoringPrice([alarmOn(10), alarmOn(2), plainAlarm])).toMatchObject({
      alarms: 3,
      alarmMetrics: 13,
    });
    expect(monitoringPrice([alarmOn(10), alarmOn(2), plainAlarm]).dollars).toBeCloseTo(1.3);
  });

  it('of an objective is $2.60 for eight alarms on two metrics and two composites', () => {
    const alarms = Array.from({ length: 8 }, () => alarmOn(2));
    expect(monitoringPrice([...alarms, composite, composite]).dollars).toBeCloseTo(2.6);
  });

  it('includes dashboards and keys', () => {
    const board = { Type: 'AWS::CloudWatch::Dashboard' };
    expect(monitoringPrice([board, board, { Type: 'AWS::KMS::Key' }]).dollars).toBe(7);
  });

  it('is described in words, and not at all for a template without monitoring', () => {
    expect(describeMonitoringPrice(monitoringPrice([alarmOn(2), composite]))).toEqual([
      expect.stringContaining('monitoring: $0.70 a month (1 alarms on 2 metrics, 1 composites'),
      '  not included: custom metrics (docs/metrics.md), notifications',
    ]);
    expect(describeMonitoringPrice(monitoringPrice([{ Type: 'AWS::KMS::Key' }]))).toEqual([]);
  });

  it('lists Application Signals without a price', () => {
    const objective = { Type: 'AWS::ApplicationSignals::ServiceLevelObjective' };
    const price = monitoringPrice([alarmOn(2), objective, objective]);
    expect(price.dollars).toBeCloseTo(0.2);
    expect(describeMonitoringPrice(price)[1]).toMatch(/, 2 objectives in Application Signals$/);
  });
});
