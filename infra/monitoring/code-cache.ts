import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { type CodeCacheState, metricsNamespaceOf } from '../../lib/contract/service.ts';
import type { AlarmDeclaration } from './alarm-board.ts';
import type { Monitored } from './monitored.ts';

/** One metric for all functions. Its average is the share of cold starts that could not use their compiled code. */
export const codeCacheMetric = 'code_cache_rejected';

/** States that count, as 0 or 1. A package without compiled code says nothing about the code of others. */
const counted: Partial<Readonly<Record<CodeCacheState, '0' | '1'>>> = {
  accepted: '0',
  rejected: '1',
  damaged: '1',
};

/** Counts in the lines of a function's cold starts what became of its compiled code. */
export const countCodeCaches = (scope: Construct, logGroup: ILogGroup, stageName: string): void => {
  for (const [state, metricValue] of Object.entries(counted)) {
    new MetricFilter(scope, `CodeCache${state}`, {
      logGroup,
      filterPattern: FilterPattern.stringValue('$.code_cache', '=', state),
      metricNamespace: metricsNamespaceOf(stageName),
      metricName: codeCacheMetric,
      metricValue,
    });
  }
};

/** Alarms when most cold starts cannot use their compiled code, as after an update of Lambda's Node. */
export const codeCacheAlarm = ({ stage }: Monitored): AlarmDeclaration => ({
  id: 'code-cache-rejected',
  severity: 'ticket',
  meaning: 'More than half of the cold starts cannot use their compiled code and take longer.',
  runbook: 'functions.md#code-cache-rejected',
  metric: new Metric({
    namespace: metricsNamespaceOf(stage.name),
    metricName: codeCacheMetric,
    statistic: 'Average',
    period: Duration.hours(1),
  }),
  comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
  threshold: 0.5,
  breaching: 2,
  of: 3,
  missing: TreatMissingData.NOT_BREACHING,
});
