import { archiveRetentionDays } from '../../lib/contract/bus-rules.ts';
import { customMetrics } from '../../lib/contract/cloudwatch-metrics.ts';
import { consumerEntries } from '../../lib/contract/consumers.ts';
import { scheduleEntries } from '../../lib/contract/schedules.ts';
import type { Resources } from './bill.ts';

/** The properties of a resource of a template that determine its cost. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: {
    readonly Metrics?: readonly { readonly MetricStat?: unknown; readonly Expression?: string }[];
    readonly FunctionName?: string;
    readonly MemorySize?: number;
    readonly RetentionInDays?: number;
    readonly MetricTransformations?: readonly { readonly MetricName: string }[];
  };
}

const minutesPerMonth = 30 * 24 * 60;

/** CloudWatch charges a band of expected values as two metrics, its upper and its lower bound. */
const metricsOfBand = 2;

const metricsOf = ({ Properties }: TemplateResource): number =>
  Properties?.Metrics?.reduce((sum, { MetricStat, Expression = '' }) => {
    if (MetricStat !== undefined) return sum + 1;
    return Expression.startsWith('ANOMALY_DETECTION_BAND') ? sum + metricsOfBand : sum;
  }, 0) ?? 1;

/**
 * Counts of the resources of a deployment that cost money.
 * @param prefix of the names of its functions: `order-service-prod-`.
 */
export const resourcesOf = (resources: readonly TemplateResource[], prefix: string): Resources => {
  const ofType = (type: string) => resources.filter(({ Type }) => Type === type);
  const functions = ofType('AWS::Lambda::Function').flatMap(({ Properties }): [string, number][] => {
    const { FunctionName = '', MemorySize = 128 } = Properties ?? {};
    return FunctionName.startsWith(prefix) ? [[FunctionName.slice(prefix.length), MemorySize]] : [];
  });
  const retentions = ofType('AWS::Logs::LogGroup').map(({ Properties }) => Properties?.RetentionInDays ?? 0);
  const filterMetrics = new Set(
    ofType('AWS::Logs::MetricFilter').flatMap(({ Properties }) =>
      (Properties?.MetricTransformations ?? []).map(({ MetricName }) => MetricName),
    ),
  );
  return {
    alarmMetrics: ofType('AWS::CloudWatch::Alarm').reduce((sum, alarm) => sum + metricsOf(alarm), 0),
    compositeAlarms: ofType('AWS::CloudWatch::CompositeAlarm').length,
    dashboards: ofType('AWS::CloudWatch::Dashboard').length,
    secrets: ofType('AWS::SecretsManager::Secret').length,
    keys: ofType('AWS::KMS::Key').length,
    customMetrics: customMetrics.length + filterMetrics.size,
    queueConsumers: consumerEntries.flatMap(([name, { trigger }]) =>
      trigger.kind === 'queue' ? [name] : [],
    ),
    jobRuns: Object.fromEntries(
      scheduleEntries.map(([name, { everyMinutes }]) => [name, minutesPerMonth / everyMinutes]),
    ),
    memoryMb: Object.fromEntries(functions),
    logRetentionDays: Math.max(0, ...retentions),
    archiveRetentionDays,
  };
};
