import { rmSync } from 'node:fs';
import { Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  type AlarmProps,
  AlarmRule,
  AlarmState,
  CfnAlarm,
  type CfnAlarmProps,
  CompositeAlarm,
  type IAlarmRule,
  Metric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { keepWithinCloudWatchLimits } from '../../../infra/monitoring/limits/cloudwatch-limits.ts';
import { anApp } from './synthesized.ts';

/** Synthesizes a stack `shop` with what `plant` adds to it, and keeps nothing. */
export const synthOf = (plant: (stack: Stack) => void): (() => void) => {
  const app = anApp();
  plant(new Stack(app, 'shop'));
  keepWithinCloudWatchLimits(app);
  return () => {
    try {
      app.synth();
    } finally {
      rmSync(app.outdir, { recursive: true, force: true });
    }
  };
};

export const aMetric = (name = 'sales', seconds = 300): Metric =>
  new Metric({ namespace: 'Shop', metricName: name, statistic: 'Sum', period: Duration.seconds(seconds) });

export const anAlarm = (stack: Stack, id: string, props: Partial<AlarmProps> = {}): Alarm =>
  new Alarm(stack, id, { metric: aMetric(), threshold: 1, evaluationPeriods: 1, ...props });

/** An alarm that is written without CDK’s checks. */
export const aRawAlarm = (stack: Stack, props: Partial<CfnAlarmProps>): CfnAlarm =>
  new CfnAlarm(stack, 'raw', { comparisonOperator: 'GreaterThanThreshold', evaluationPeriods: 1, ...props });

export const inAlarm = (alarm: Alarm): IAlarmRule => AlarmRule.fromAlarm(alarm, AlarmState.ALARM);

export const aComposite = (stack: Stack, id: string, alarmRule: IAlarmRule): CompositeAlarm =>
  new CompositeAlarm(stack, id, { alarmRule });
