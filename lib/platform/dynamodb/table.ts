import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** A table and the client to reach it with. */
export interface DynamoTable {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
}

/** Name of DynamoDB in logs and health checks. */
export const dynamodb = 'dynamodb';
