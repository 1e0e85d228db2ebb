import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import type { HealthCheck } from '../health-check.ts';
import { type DynamoTable, dynamodb } from './table.ts';

/** Whether the orders table is there and active. */
export const createDynamoHealthCheck = ({ client, tableName }: DynamoTable): HealthCheck => ({
  name: dynamodb,
  async check({ signal }) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: tableName }), {
      abortSignal: signal,
    });
    if (Table?.TableStatus !== 'ACTIVE') throw new Error(`table ${tableName} is ${Table?.TableStatus}`);
  },
});
