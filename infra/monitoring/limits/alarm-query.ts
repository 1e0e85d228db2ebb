import type { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';

/** A metric or an expression among those that an alarm is made of. */
export type AlarmQuery = Pick<CfnAlarm.MetricDataQueryProperty, 'id' | 'expression' | 'period'> & {
  readonly returnData?: boolean;
  readonly metricStat?: { readonly period: number; readonly stat: string };
};

/** The queries whose results the alarm looks at: those that do not say that they are only read by others. */
export const watchedOf = (queries: readonly AlarmQuery[]): AlarmQuery[] =>
  queries.filter(({ returnData }) => returnData !== false);
