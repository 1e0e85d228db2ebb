import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { awsAccount } from '../../../../tools/local-cloud/aws-account.ts';
import type { TableDefinition } from '../../../../tools/local-cloud/deployment.ts';
import { type Database, openDatabase } from '../../../../tools/local-cloud/dynamodb/database.ts';

const table: TableDefinition = {
  partitionKey: 'pk',
  sortKey: 'sk',
  timeToLiveAttribute: 'ttl',
  indexes: { byOwner: { partitionKey: 'owner', sortKey: 'due' } },
};
const keyOf = (id: string) => ({ pk: { S: id }, sk: { S: 'thing' } });
const thing = (id: string, owner: string, due = '1') => ({
  ...keyOf(id),
  owner: { S: owner },
  due: { S: due },
});
const TableName = 'things';

/** Longer than the tests take: what is written stays invisible. */
const longLagMs = 3_600_000;

describe('openDatabase, with index lag', () => {
  let directory: string;
  let database: Database;
  let client: DynamoDBClient;

  const open = async (indexLagMs: number) => {
    database = await openDatabase({
      tables: { [TableName]: table },
      databaseFile: join(directory, 'dynamodb.sqlite'),
      indexLagMs,
      onLoss: () => {},
    });
    const { region, credentials } = awsAccount;
    client = new DynamoDBClient({ endpoint: database.endpoint, region, credentials });
  };
  const close = async () => {
    client.destroy();
    await database.stop();
  };
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'index-lag-'));
    // Things of an earlier run are in the index from its start.
    await open(1);
    for (const [id, due] of [
      ['changed', '1'],
      ['deleted', '2'],
      ['kept', '3'],
      ['moved', '4'],
    ] as const) {
      await client.send(new PutItemCommand({ TableName, Item: thing(id, 'alice', due) }));
    }
    await close();
    await open(longLagMs);
  });
  afterAll(async () => {
    await close();
    await rm(directory, { recursive: true });
  });

  const put = (item: ReturnType<typeof thing>) => client.send(new PutItemCommand({ TableName, Item: item }));
  const query = (owner: string, more: Partial<QueryCommandInput> = {}) =>
    client.send(
      new QueryCommand({
        TableName,
        IndexName: 'byOwner',
        KeyConditionExpression: '#owner = :owner',
        ExpressionAttributeNames: { '#owner': 'owner' },
        ExpressionAttributeValues: { ':owner': { S: owner } },
        ...more,
      }),
    );
  const ownedBy = async (owner: string) => ((await query(owner)).Items ?? []).map(({ pk }) => pk?.S);

  it('omits new items, and returns changed and deleted items under their old key', async () => {
    await put(thing('new', 'alice'));
    await client.send(
      new TransactWriteItemsCommand({
        TransactItems: [{ Put: { TableName, Item: thing('moved', 'bob', '4') } }],
      }),
    );
    await client.send(new DeleteItemCommand({ TableName, Key: keyOf('deleted') }));
    await client.send(
      new UpdateItemCommand({
        TableName,
        Key: keyOf('changed'),
        UpdateExpression: 'SET colour = :red',
        ExpressionAttributeValues: { ':red': { S: 'red' } },
      }),
    );
    expect(await ownedBy('alice')).toEqual(['changed', 'deleted', 'kept', 'moved']);
    expect(await ownedBy('bob')).toEqual([]);
    expect((await query('alice')).Items?.[0]).toEqual(thing('changed', 'alice', '1'));
    expect((await client.send(new GetItemCommand({ TableName, Key: keyOf('moved') }))).Item).toEqual(
      thing('moved', 'bob', '4'),
    );
    expect(await query('alice', { Select: 'COUNT' })).toMatchObject({ Count: 4 });
  });

  it('pages with every projection', async () => {
    const pages: unknown[] = [];
    let start: QueryCommandInput['ExclusiveStartKey'];
    do {
      const page = await query('alice', { Limit: 1, ProjectionExpression: 'pk', ExclusiveStartKey: start });
      pages.push(...(page.Items ?? []));
      start = page.LastEvaluatedKey;
    } while (start);
    expect(pages).toEqual(['changed', 'deleted', 'kept', 'moved'].map((id) => ({ pk: { S: id } })));
  });

  it('shows nothing of a write that is refused', async () => {
    const refused = new PutItemCommand({
      TableName,
      Item: thing('kept', 'carol'),
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    await expect(client.send(refused)).rejects.toThrow('conditional request failed');
    expect(await ownedBy('carol')).toEqual([]);
    expect(await ownedBy('alice')).toContain('kept');
  });

  it('shows a write once the lag is over', async () => {
    await close();
    await open(20);
    await put(thing('later', 'dave'));
    await vi.waitFor(async () => expect(await ownedBy('dave')).toEqual(['later']), { interval: 5 });
  });
});
