import { describe, expect, it } from 'vitest';
import { createDynamoHealthCheck } from '../../../../lib/platform/dynamodb/dynamo-client.ts';
import { aCall } from '../../../builders/a-call.ts';
import { calmly, useEmbeddedTables } from '../../../harness/dynamodb/embedded-tables.ts';

const emptyTable = useEmbeddedTables();

describe('the DynamoDB health check', () => {
  it('passes when the table is active', async () => {
    const check = createDynamoHealthCheck(await emptyTable());
    expect(check.name).toBe('dynamodb');
    await expect(check.check(calmly)).resolves.toBeUndefined();
  });

  it('fails when there is no such table', async () => {
    const { client } = await emptyTable();
    const check = createDynamoHealthCheck({ client, tableName: 'another-table' });
    await expect(check.check(calmly)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('ends with its signal', async () => {
    const check = createDynamoHealthCheck(await emptyTable());
    await expect(check.check(aCall({ signal: AbortSignal.abort() }))).rejects.toThrow();
  });
});
