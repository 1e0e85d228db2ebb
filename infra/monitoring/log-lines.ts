import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { logGroupName } from '../names.ts';
import { busiestFunctions, handedOver, type Monitored } from './monitored.ts';
import { logGroupMetric, subscriptionMetrics } from './platform-metrics.ts';

/** Lines that CloudWatch took for metrics and could not use. */
export const refusedLines = ({ stage }: Monitored): readonly Metric[] =>
  busiestFunctions.flatMap((id) => [
    logGroupMetric('EMFParsingErrors', logGroupName(stage, id)),
    logGroupMetric('EMFValidationErrors', logGroupName(stage, id)),
  ]);

/** Lines that CloudWatch Logs could not hand to the aggregator. */
export const undeliveredLines = ({ stage }: Monitored): readonly Metric[] =>
  handedOver.flatMap((id) => {
    const subscription = { logGroupName: logGroupName(stage, id), filterName: 'aggregate-metrics' };
    return [
      ...subscriptionMetrics('DeliveryErrors', subscription),
      ...subscriptionMetrics('DeliveryThrottling', subscription),
    ];
  });
