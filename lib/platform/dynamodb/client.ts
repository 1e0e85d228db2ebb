import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type AwsConnection, awsClientOptions } from '../aws/client-options.ts';

/** A document client with the service's timeouts and retries. */
export const createDocumentClient = (connection: AwsConnection): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(
    new DynamoDBClient({
      ...awsClientOptions(connection),
      accountIdEndpointMode: 'disabled',
      endpointDiscoveryEnabled: false,
    }),
    { marshallOptions: { removeUndefinedValues: true } },
  );
