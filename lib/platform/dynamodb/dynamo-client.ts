import {
  DescribeTableCommand,
  DynamoDBClient,
  QueryCommand as QueryItemsCommand,
} from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DynamoDBDocumentClient,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { callAws, isThrottled } from '../aws/aws-failure.ts';
import { type AwsConnection, awsClientOptions, withoutDispensable } from '../aws/client-options.ts';
import { type GuardedClient, guardClient } from '../aws/guarded-client.ts';
import type { HealthCheck } from '../ports.ts';
import type { DependencyPolicy } from '../resilience/dependency-policy.ts';
import { createRetryOnConflict, type RetryOnConflict } from '../resilience/retry-on-conflict.ts';
import { systemScheduler } from '../resilience/scheduler.ts';
import { transactionConflictOf } from './transaction-conflict.ts';

/** Sends commands to DynamoDB. */
export interface DynamoClient extends GuardedClient<DynamoDBDocumentClient> {
  /**
   * Sends a command, and does not retry it on a conflict.
   * @throws {TransactionConflictError} when a transaction in progress held an item; else as `send`.
   */
  readonly sendOnce: GuardedClient<DynamoDBDocumentClient>['send'];
}

/** The handling of contention for items and capacity. */
export interface ContentionHandling {
  /** How transaction conflicts are retried. */
  readonly retry: RetryOnConflict;
  /** Called for every conflict. */
  readonly onConflict: () => void;
  /** Called for every attempt of which DynamoDB throttles all or a part. */
  readonly onThrottled?: () => void;
}

/** A table and the client to reach it with. */
export interface DynamoTable {
  readonly client: DynamoClient;
  readonly tableName: string;
}

/** The SDK's document client with the service's timeouts, and without retries. */
export const createDocumentClient = (connection: AwsConnection): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(
    withoutDispensable(
      new DynamoDBClient({
        ...awsClientOptions(connection),
        accountIdEndpointMode: 'disabled',
        endpointDiscoveryEnabled: false,
      }),
    ),
    { marshallOptions: { removeUndefinedValues: true } },
  );

/** Done twice, an update without a condition adds twice, and so does a transaction without a token. */
const isRepeatable = (command: object): boolean => {
  if (command instanceof UpdateCommand) return command.input.ConditionExpression !== undefined;
  if (command instanceof TransactWriteCommand) return command.input.ClientRequestToken !== undefined;
  return true;
};

/** An answer without items must say so: one that is not DynamoDB's own must not pass for an empty table. */
const isComplete = (command: object, answer: object): boolean => {
  if (
    command instanceof QueryCommand ||
    command instanceof ScanCommand ||
    command instanceof QueryItemsCommand
  ) {
    return 'Items' in answer || 'Count' in answer;
  }
  return command instanceof BatchGetCommand ? 'Responses' in answer : true;
};

/** `BatchGetItem` answers with the keys that it did not read; to a throttled table as a whole, it is a failure. */
const hasUnprocessedKeys = (answer: object): boolean =>
  'UnprocessedKeys' in answer && Object.keys(answer.UnprocessedKeys ?? {}).length > 0;

const uncountedRetries: ContentionHandling = {
  retry: createRetryOnConflict({ scheduler: systemScheduler, random: Math.random }),
  onConflict: () => {},
};

/**
 * Sends the document client's commands through the policy. Transaction conflicts are retried outside it: they say
 * nothing about the health of DynamoDB, so they neither spend the retry budget nor count for the circuit. A
 * transaction is sent again with its own token.
 * @throws {ServiceError} from `send`: SYS-003 when the call was aborted, SYS-002 when DynamoDB failed or could not
 *   be reached, SYS-004 when conflicts last. Anything else, such as a failed condition, is passed on as it is.
 */
export const createDynamoClient = (
  documents: DynamoDBDocumentClient,
  policy: Pick<DependencyPolicy, 'name' | 'execute'>,
  { retry, onConflict, onThrottled = () => {} }: ContentionHandling = uncountedRetries,
): DynamoClient => {
  const guarded = guardClient(documents, policy, {
    isRepeatable,
    isComplete,
    onAnswer: (answer) => {
      if (hasUnprocessedKeys(answer)) onThrottled();
    },
    onFailure: (failure) => {
      if (isThrottled(failure)) onThrottled();
    },
  });
  const sendOnce: DynamoClient['sendOnce'] = async (command, options) => {
    try {
      return await callAws(policy.name, options.signal, () => guarded.send(command, options));
    } catch (failure) {
      const conflict = transactionConflictOf(failure);
      if (!conflict) throw failure;
      onConflict();
      throw conflict;
    }
  };
  return {
    sendOnce,
    send: (command, options) =>
      retry(`items in ${policy.name}`, (limited) => sendOnce(command, limited), options),
  };
};

/** Whether the table exists and is active. */
export const createDynamoHealthCheck = ({ client, tableName }: DynamoTable): HealthCheck => ({
  name: 'dynamodb',
  async check(options) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }), options);
    if (Table?.TableStatus !== 'ACTIVE') throw new Error(`table ${tableName} is ${Table?.TableStatus}`);
  },
});
