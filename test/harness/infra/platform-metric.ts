import type { CustomMetric } from '../../../lib/contract/metric-definition.ts';

/** A metric of an AWS service, as its documentation lists it: by name, with sets of dimensions. */
type Documented = Readonly<Record<string, readonly (readonly string[])[]>>;

const byFunction = [['FunctionName']] as const;
const byApi = [['ApiId']] as const;
const byTableAndIndex = [['TableName'], ['GlobalSecondaryIndexName', 'TableName']] as const;
const byOperation = [['Operation', 'TableName']] as const;
const bySubscription = [['LogGroupName'], ['DestinationType', 'FilterName', 'LogGroupName']] as const;

const documented: Readonly<Record<string, Documented>> = {
  // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
  'AWS/Lambda': {
    Invocations: byFunction,
    Errors: byFunction,
    Throttles: byFunction,
    IteratorAge: byFunction,
    AsyncEventsDropped: byFunction,
    DestinationDeliveryFailures: byFunction,
  },
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
  'AWS/ApiGateway': { Count: byApi, '4xx': byApi, '5xx': byApi, Latency: byApi, IntegrationLatency: byApi },
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
  'AWS/SQS': { ApproximateNumberOfMessagesVisible: [['QueueName']] },
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
  'AWS/DynamoDB': {
    ReadThrottleEvents: byTableAndIndex,
    WriteThrottleEvents: byTableAndIndex,
    SuccessfulRequestLatency: byOperation,
  },
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html
  'AWS/Logs': {
    EMFParsingErrors: [['LogGroupName']],
    EMFValidationErrors: [['LogGroupName']],
    DeliveryErrors: bySubscription,
    DeliveryThrottling: bySubscription,
  },
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/metrics-dimensions.html
};

/** Whether AWS documents a metric of this namespace and name with exactly these dimensions. */
export const isDocumented = (namespace: string, { name, dimensions }: CustomMetric): boolean => {
  const given = Object.keys(dimensions).sort().join();
  return documented[namespace]?.[name]?.some((names) => names.join() === given) ?? false;
};
