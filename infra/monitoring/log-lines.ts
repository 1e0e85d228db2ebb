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

type Subscription = Parameters<typeof subscriptionMetrics>[1];

const undelivered = (subscription: Subscription): readonly Metric[] => [
  ...subscriptionMetrics('DeliveryErrors', subscription),
  ...subscriptionMetrics('DeliveryThrottling', subscription),
];

/** Lines of the gateway that CloudWatch Logs could not hand to the function that reads them. */
export const undeliveredAnswers = ({ stage }: Monitored): readonly Metric[] =>
  undelivered({ logGroupName: accessLogGroupName(stage), filterName: 'judge-unanswered' });

/** Lines that CloudWatch Logs could not hand to the functions that read them. */
export const undeliveredLines = (monitored: Monitored): readonly Metric[] => [
  ...undelivered({
    logGroupName: logGroupName(monitored.stage, handedOver),
    filterName: 'aggregate-metrics',
  }),
  ...undeliveredAnswers(monitored),
];
