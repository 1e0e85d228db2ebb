import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { eventsTable } from '../../../../lib/contract/tables.ts';
import type { DynamoTable } from '../../../../lib/platform/dynamodb/dynamo-client.ts';
import { updateOnce } from '../../../../lib/platform/dynamodb/update-once.ts';
import { isAbsent, setAttributes } from '../../../../lib/platform/dynamodb/write-items.ts';
import { calmly, useEmbeddedTables } from '../../../harness/dynamodb/embedded-tables.ts';
import { losingAnswers } from '../../../harness/dynamodb/losing-answers.ts';
import { emptyMemoryTables } from '../../../harness/dynamodb/memory-tables.ts';

const embedded = useEmbeddedTables();

describe.each([
  ['the embedded DynamoDB', () => embedded(eventsTable)],
  ['the table of the simulation', async () => emptyMemoryTables()(eventsTable)],
])('updateOnce, on %s', (_, openTable) => {
  const key = { pk: 'a', sk: 'b' };
  const write = ({ tableName, client }: DynamoTable, from: number, by = client) => {
    const unchanged = {
      ConditionExpression: 'revision = :from',
      ExpressionAttributeValues: { ':from': from },
    };
    const attributes = { revision: from + 1, gone: undefined };
    const condition = from === 0 ? isAbsent : unchanged;
    return updateOnce(by, setAttributes(tableName, key, attributes, condition), calmly);
  };
  const revision = async ({ tableName, client }: DynamoTable) =>
    (await client.send(new GetCommand({ TableName: tableName, Key: key }), calmly)).Item?.['revision'];

  it('changes the item that fulfils the condition, and no other', async () => {
    const table = await openTable();
    expect(await write(table, 0)).toBe(true);
    expect(await write(table, 1)).toBe(true);
    expect(await write(table, 1)).toBe(false);
    expect(await revision(table)).toBe(2);
  });

  it.each([
    ['no other', 0, true],
    ['one other', 1, true],
    ['two others', 2, false],
  ])('recognizes its own write after a lost answer, when %s wrote since', async (_, others, isKnown) => {
    const table = await openTable();
    const meanwhile = async () => {
      for (let n = 0; n < others; n += 1) await write(table, 1 + n);
    };
    expect(await write(table, 0, losingAnswers(table.client, meanwhile))).toBe(isKnown);
    expect(await revision(table)).toBe(1 + others);
  });

  it('refuses an action that is no update', async () => {
    const { client, tableName } = await openTable();
    const put = { Put: { TableName: tableName, Item: key } };
    await expect(updateOnce(client, put, calmly)).rejects.toThrow(RangeError);
  });
});
