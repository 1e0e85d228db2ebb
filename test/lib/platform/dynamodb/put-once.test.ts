import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { ordersTable } from '../../../../lib/contract/tables.ts';
import type { DynamoClient, DynamoTable } from '../../../../lib/platform/dynamodb/dynamo-client.ts';
import { putOnce } from '../../../../lib/platform/dynamodb/put-once.ts';
import { isAbsent, putIf } from '../../../../lib/platform/dynamodb/write-items.ts';
import { calmly, useEmbeddedTables } from '../../../harness/dynamodb/embedded-tables.ts';
import { losingAnswers } from '../../../harness/dynamodb/losing-answers.ts';
import { emptyMemoryTables } from '../../../harness/dynamodb/memory-tables.ts';

const embedded = useEmbeddedTables();

describe.each([
  ['the embedded DynamoDB', () => embedded(ordersTable)],
  ['the table of the simulation', async () => emptyMemoryTables()(ordersTable)],
])('putOnce, on %s', (_, openTable) => {
  const key = { pk: 'a', sk: 'b' };
  const write = async (
    { tableName, client }: DynamoTable,
    owner: string,
    { over, by = client }: { readonly over?: string; readonly by?: DynamoClient } = {},
  ) => {
    const owned = {
      ConditionExpression: 'leaseOwner = :owner',
      ExpressionAttributeValues: { ':owner': over },
    };
    const item = { ...key, leaseOwner: owner, tries: 2, amount: { amount: 1999 }, gone: undefined };
    const { Put: put } = putIf(tableName, item, over === undefined ? isAbsent : owned);
    if (!put) throw new Error('not a put');
    return putOnce(by, put, calmly);
  };
  const owner = async ({ tableName, client }: DynamoTable) =>
    (await client.send(new GetCommand({ TableName: tableName, Key: key }), calmly)).Item?.['leaseOwner'];

  it('replaces the item that fulfils the condition', async () => {
    const table = await openTable();
    expect(await write(table, 'first')).toEqual([]);
    expect(await write(table, 'second', { over: 'first' })).toEqual([]);
    expect(await owner(table)).toBe('second');
  });

  it('is refused by any other item, which it returns', async () => {
    const table = await openTable();
    expect(await write(table, 'first', { over: 'nobody' })).toEqual([{ index: 0 }]);
    await write(table, 'first');
    expect(await write(table, 'second')).toMatchObject([{ index: 0, item: { leaseOwner: 'first' } }]);
    expect(await owner(table)).toBe('first');
  });

  it('recognizes its own item after a lost answer', async () => {
    const table = await openTable();
    const by = losingAnswers(table.client, async () => {});
    expect(await write(table, 'first', { by })).toEqual([]);
  });

  it('is refused after a lost answer when another has replaced its item', async () => {
    const table = await openTable();
    const by = losingAnswers(table.client, () => write(table, 'second', { over: 'first' }));
    expect(await write(table, 'first', { by })).toMatchObject([{ item: { leaseOwner: 'second' } }]);
  });
});
