import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Reading } from './metric-of.ts';

/** A metric that AWS publishes about a resource. */
const platformMetric =
  (namespace: string) =>
  (
    metricName: string,
    dimensionsMap: Readonly<Record<string, string>>,
    { statistic = 'Sum', period = Duration.minutes(5), label }: Reading = {},
  ): Metric =>
    new Metric({
      namespace,
      metricName,
      dimensionsMap,
      statistic,
      period,
      ...(label !== undefined && { label }),
    });

const lambda = platformMetric('AWS/Lambda');
const sqs = platformMetric('AWS/SQS');
const dynamodb = platformMetric('AWS/DynamoDB');
const apiGateway = platformMetric('AWS/ApiGateway');
const logs = platformMetric('AWS/Logs');
const s3 = platformMetric('AWS/S3');

export type FunctionMetric =
  | 'Invocations'
  | 'Errors'
  | 'Throttles'
  | 'Duration'
  | 'IteratorAge'
  | 'AsyncEventsDropped'
  | 'DestinationDeliveryFailures'
  | 'ConcurrentExecutions';

export const functionMetric = (name: FunctionMetric, functionName: string, reading?: Reading): Metric =>
  lambda(name, { FunctionName: functionName }, reading);

/** Messages that nobody works on. */
export const waitingMessages = (queueName: string, reading?: Reading): Metric =>
  sqs('ApproximateNumberOfMessagesVisible', { QueueName: queueName }, { statistic: 'Maximum', ...reading });

export const tableMetric = (
  name:
    | 'ReadThrottleEvents'
    | 'WriteThrottleEvents'
    | 'ConsumedReadCapacityUnits'
    | 'ConsumedWriteCapacityUnits',
  tableName: string,
  reading?: Reading,
): Metric => dynamodb(name, { TableName: tableName }, reading);

export const tableOperationMetric = (
  name: 'SystemErrors' | 'SuccessfulRequestLatency',
  tableName: string,
  operation: string,
  reading?: Reading,
): Metric => dynamodb(name, { TableName: tableName, Operation: operation }, reading);

/** HTTP APIs write `5xx` where REST APIs write `5XXError`. */
export const apiMetric = (
  name: 'Count' | '4xx' | '5xx' | 'Latency' | 'IntegrationLatency',
  apiId: string,
  reading?: Reading,
): Metric => apiGateway(name, { ApiId: apiId }, reading);

/** What CloudWatch Logs made of the lines of a log group. */
export const logGroupMetric = (
  name: 'EMFParsingErrors' | 'EMFValidationErrors',
  logGroupName: string,
  reading?: Reading,
): Metric => logs(name, { LogGroupName: logGroupName }, reading);

/** How handing a log group's lines to a function went. */
export const subscriptionMetric = (
  name: 'DeliveryErrors' | 'DeliveryThrottling',
  { logGroupName, filterName }: { readonly logGroupName: string; readonly filterName: string },
  reading?: Reading,
): Metric =>
  logs(name, { LogGroupName: logGroupName, DestinationType: 'Lambda', FilterName: filterName }, reading);

/** Objects in a bucket, as S3 counts them once a day. */
export const storedObjects = (bucketName: string): Metric =>
  s3(
    'NumberOfObjects',
    { BucketName: bucketName, StorageType: 'AllStorageTypes' },
    { statistic: 'Maximum', period: Duration.days(1) },
  );
