import { describe, expect, it } from 'vitest';
import { describeMonitoringPrice, monitoringPrice } from '../../../infra/monitoring/price.ts';
import { synthesized } from '../../harness/infra/synthesized.ts';

const alarmOn = (metrics: number) => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    Metrics: [{ Expression: 'm0' }, ...Array.from({ length: metrics }, () => ({ MetricStat: {} }))],
  },
});
const plainAlarm = { Type: 'AWS::CloudWatch::Alarm', Properties: {} };
const composite = { Type: 'AWS::CloudWatch::CompositeAlarm' };

describe('monitoring price', () => {
  it('counts an alarm once for each metric that it looks at', () => {
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

  it('has dashboards and keys in it', () => {
    const board = { Type: 'AWS::CloudWatch::Dashboard' };
    expect(monitoringPrice([board, board, { Type: 'AWS::KMS::Key' }]).dollars).toBe(7);
  });

  it('is said in a line, and not at all where nothing is watched', () => {
    expect(describeMonitoringPrice(monitoringPrice([alarmOn(2), composite]))).toEqual([
      expect.stringContaining('monitoring: $0.70 a month (1 alarms on 2 metrics, 1 composites'),
      '  not in it: custom metrics (docs/metrics.md), notifications',
    ]);
    expect(describeMonitoringPrice(monitoringPrice([{ Type: 'AWS::KMS::Key' }]))).toEqual([]);
  });

  it('does not pretend to know what Application Signals costs', () => {
    const objective = { Type: 'AWS::ApplicationSignals::ServiceLevelObjective' };
    const price = monitoringPrice([alarmOn(2), objective, objective]);
    expect(price.dollars).toBeCloseTo(0.2);
    expect(describeMonitoringPrice(price)[1]).toMatch(/, 2 objectives in Application Signals$/);
  });

  it('of this service is under $35 a month', () => {
    const resources = Object.values(synthesized().monitoring.toJSON()['Resources']);
    const { dollars } = monitoringPrice(resources as Parameters<typeof monitoringPrice>[0]);
    expect(dollars).toBeGreaterThan(25);
    expect(dollars).toBeLessThan(35);
  });
});
