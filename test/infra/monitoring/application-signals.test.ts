import { describe, expect, it } from 'vitest';
import { sloBadEvents } from '../../../lib/contract/cloudwatch-metrics.ts';
import { slos } from '../../../lib/contract/slos.ts';
import { burnAlerts } from '../../../lib/slo/burn-alerts.ts';
import { resourcesOf } from '../../harness/infra/cloudformation.ts';
import { synthesized } from '../../harness/infra/synthesized.ts';

const type = 'AWS::ApplicationSignals::ServiceLevelObjective';
const { monitoring } = synthesized({ settings: { alarms: { applicationSignals: true } } });
const objectives = Object.values(slos).map((objective) => [objective.id, objective] as const);

describe('objectives in Application Signals', () => {
  it('are there only if a stage wants them', () => {
    expect(resourcesOf(monitoring, type)).toHaveLength(objectives.length);
    expect(resourcesOf(synthesized().monitoring, type)).toEqual([]);
  });
});

describe.each(objectives)('objective %s in Application Signals', (id, objective) => {
  const [, { Properties }] = resourcesOf(monitoring, type).find(
    ([, found]) => found.Properties.Name === `order-service-dev-${id}`,
  ) ?? ['', { Type: '', Properties: undefined }];

  it('has the target and the window of the declaration', () => {
    expect(Properties.Goal).toMatchObject({
      AttainmentGoal: Number(objective.target),
      Interval: { RollingInterval: { Duration: objective.windowDays, DurationUnit: 'DAY' } },
    });
  });

  it('counts the same events as the alarms', () => {
    const { MonitoredRequestCountMetric, TotalRequestCountMetric } =
      Properties.RequestBasedSli.RequestBasedSliMetric;
    const read = (Stat: string) => [
      expect.objectContaining({
        ReturnData: true,
        MetricStat: {
          Metric: {
            Namespace: 'OrderService/dev',
            MetricName: sloBadEvents(id).name,
            Dimensions: [{ Name: 'service', Value: 'order-service' }],
          },
          Period: 60,
          Stat,
        },
      }),
    ];
    expect(MonitoredRequestCountMetric).toEqual({ BadCountMetric: read('Sum') });
    expect(TotalRequestCountMetric).toEqual(read('SampleCount'));
  });

  it('looks back over the windows of the alarms, which are ten at most and a week long at most', () => {
    const windows = new Set(
      burnAlerts(objective).flatMap(({ shortMinutes, longMinutes }) => [shortMinutes, longMinutes]),
    );
    const minutes = Properties.BurnRateConfigurations.map(
      ({ LookBackWindowMinutes }: { LookBackWindowMinutes: number }) => LookBackWindowMinutes,
    );
    expect(new Set(minutes)).toEqual(windows);
    expect(minutes.length).toBeLessThanOrEqual(10);
    expect(Math.max(...minutes)).toBeLessThanOrEqual(10_080);
  });
});
