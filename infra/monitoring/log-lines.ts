import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { accessLogGroupName, logGroupName } from '../names.ts';
import { handedOver, type Monitored, printingFunctions } from './monitored.ts';
import { logGroupMetric, subscriptionMetrics } from './platform-metrics.ts';

/** Lines that CloudWatch took for metrics and could not use. */
export const refusedLines = ({ stage }: Monitored): readonly Metric[] =>
  printingFunctions.flatMap((id) => [
    logGroupMetric('EMFParsingErrors', logGroupName(stage, id)),
    logGroupMetric('EMFValidationErrors', logGroupName(stage, id)),
  ]);

/** Lines that CloudWatch Logs could not hand to the functions that read them. */
export const undeliveredLines = ({ stage }: Monitored): readonly Metric[] =>
  [
    { logGroupName: logGroupName(stage, handedOver), filterName: 'aggregate-metrics' },
    { logGroupName: accessLogGroupName(stage), filterName: 'judge-unanswered' },
  ].flatMap((subscription) => [
    ...subscriptionMetrics('DeliveryErrors', subscription),
    ...subscriptionMetrics('DeliveryThrottling', subscription),
  ]);
