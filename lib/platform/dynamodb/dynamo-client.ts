import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { callAws } from '../aws/aws-failure.ts';
import { type AwsConnection, awsClientOptions } from '../aws/client-options.ts';
import { type GuardedClient, guardClient } from '../aws/guarded-client.ts';
import type { HealthCheck } from '../ports.ts';
import type { DependencyPolicy } from '../resilience/dependency-policy.ts';

/** Sends commands to DynamoDB. */
export type DynamoClient = GuardedClient<DynamoDBDocumentClient>;

/** A table and the client to reach it with. */
export interface DynamoTable {
  readonly client: DynamoClient;
  readonly tableName: string;
}

/** The SDK's document client with the service's timeouts, and without retries. */
export const createDocumentClient = (connection: AwsConnection): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(
    new DynamoDBClient({
      ...awsClientOptions(connection),
      accountIdEndpointMode: 'disabled',
      endpointDiscoveryEnabled: false,
    }),
    { marshallOptions: { removeUndefinedValues: true } },
  );

/**
 * Sends the document client's commands through the policy.
 * @throws {ServiceError} from `send`: SYS-003 when the call was aborted, SYS-002 when DynamoDB failed or could not
 *   be reached. Anything else, such as a failed condition, is passed on as it is.
 */
export const createDynamoClient = (
  documents: DynamoDBDocumentClient,
  policy: Pick<DependencyPolicy, 'name' | 'execute'>,
): DynamoClient => {
  const guarded = guardClient(documents, policy);
  return {
    send: (command, options) => callAws(policy.name, options.signal, () => guarded.send(command, options)),
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
