import { tablesOf } from '../dynamodb/tables-of.ts';
import type { DatabaseCall } from '../journal/invocation-journal.ts';
import type { MetricIdentity } from './measurement-store.ts';

/** Errors and reasons of a cancelled transaction with which DynamoDB throttles a request. */
const throttling =
  /"__type":"[^"]*#(?:ProvisionedThroughputExceeded|Throttling)Exception"|"Code":"(?:ProvisionedThroughputExceeded|ThrottlingError)"/;

/**
 * The metrics that DynamoDB publishes about a request, each with its value. Every request has a value, so that a
 * metric without a series is one that was not observed.
 */
export const databaseMetrics = ({
  operation,
  content,
  status,
  answer,
}: DatabaseCall): readonly (MetricIdentity & { readonly value: number })[] => {
  const { IndexName } = (content ?? {}) as { readonly IndexName?: string };
  const isThrottled = status === 400 && throttling.test(answer ?? '');
  const throttled = /^(?:Get|BatchGet|TransactGet|Query|Scan)/.test(operation)
    ? 'ReadThrottleEvents'
    : 'WriteThrottleEvents';
  return [...tablesOf(content)].flatMap((TableName) => [
    {
      namespace: 'AWS/DynamoDB',
      name: 'SystemErrors',
      dimensions: { TableName, Operation: operation },
      value: Number(status >= 500),
    },
    {
      namespace: 'AWS/DynamoDB',
      name: 'ThrottledRequests',
      dimensions: { TableName, Operation: operation },
      value: Number(isThrottled),
    },
    {
      namespace: 'AWS/DynamoDB',
      name: throttled,
      dimensions: { TableName, ...(IndexName !== undefined && { GlobalSecondaryIndexName: IndexName }) },
      value: Number(isThrottled),
    },
  ]);
};
