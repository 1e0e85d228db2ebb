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

export type FunctionMetric =
  | 'Invocations'
  | 'Errors'
  | 'Throttles'
  | 'IteratorAge'
  | 'AsyncEventsDropped'
  | 'DestinationDeliveryFailures';

export const functionMetric = (name: FunctionMetric, functionName: string, reading?: Reading): Metric =>
  lambda(name, { FunctionName: functionName }, reading);

/** Messages that wait for a consumer. */
export const waitingMessages = (queueName: string, reading?: Reading): Metric =>
  sqs('ApproximateNumberOfMessagesVisible', { QueueName: queueName }, { statistic: 'Maximum', ...reading });

type ThrottleMetric = 'ReadThrottleEvents' | 'WriteThrottleEvents';

/** Requests that a table itself throttled; its indexes have metrics of their own. */
export const tableMetric = (name: ThrottleMetric, tableName: string, reading?: Reading): Metric =>
  dynamodb(name, { TableName: tableName }, reading);

export const indexMetric = (
  name: ThrottleMetric,
  { tableName, indexName }: { readonly tableName: string; readonly indexName: string },
  reading?: Reading,
): Metric => dynamodb(name, { TableName: tableName, GlobalSecondaryIndexName: indexName }, reading);

export const tableOperationMetric = (
  name: 'SuccessfulRequestLatency',
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

/** Results of CloudWatch Logs for the lines of a log group. */
export const logGroupMetric = (
  name: 'EMFParsingErrors' | 'EMFValidationErrors',
  logGroupName: string,
  reading?: Reading,
): Metric => logs(name, { LogGroupName: logGroupName }, reading);

/**
 * How handing a log group's lines to a function went. AWS documents three dimensions for it, its console asks by
 * log group alone: both are looked at, so that what is lost is seen under either.
 */
export const subscriptionMetrics = (
  name: 'DeliveryErrors' | 'DeliveryThrottling',
  { logGroupName, filterName }: { readonly logGroupName: string; readonly filterName: string },
): readonly Metric[] => [
  logs(name, { LogGroupName: logGroupName }),
  logs(name, { LogGroupName: logGroupName, DestinationType: 'Lambda', FilterName: filterName }),
];
