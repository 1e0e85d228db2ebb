import {
  DeleteItemCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { TableDefinition } from '../../../../lib/contract/tables.ts';
import { type Database, openDatabase } from '../../../../tools/local-cloud/dynamodb/database.ts';
import {
  type EmbeddedDynamoDb,
  startEmbeddedDynamoDb,
} from '../../../../tools/local-cloud/dynamodb/embedded-dynamodb.ts';

const ordersTable: TableDefinition = {
  partitionKey: 'pk',
  sortKey: 'sk',
  timeToLiveAttribute: 'ttl',
  indexes: { byCustomer: { partitionKey: 'customer', sortKey: 'sk' } },
};
const onLoss = () => {};
const connect = (endpoint: string) =>
  new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });

describe('openDatabase', () => {
  describe('without an endpoint', () => {
    let database: Database;
    let client: DynamoDBClient;
    beforeAll(async () => {
      database = await openDatabase({ tables: { orders: ordersTable }, onLoss });
      client = connect(database.endpoint);
    });
    afterAll(async () => {
      client.destroy();
      await database.stop();
    });

    it('has tables as they are defined', async () => {
      const { Table } = await client.send(new DescribeTableCommand({ TableName: 'orders' }));
      expect(Table).toMatchObject({
        TableStatus: 'ACTIVE',
        BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        GlobalSecondaryIndexes: [{ IndexName: 'byCustomer', Projection: { ProjectionType: 'ALL' } }],
      });
    });

    it('lets items expire', async () => {
      const { TimeToLiveDescription } = await client.send(
        new DescribeTimeToLiveCommand({ TableName: 'orders' }),
      );
      expect(TimeToLiveDescription?.AttributeName).toBe('ttl');
    });
  });

  describe('with transaction conflicts', () => {
    let database: Database;
    let client: DynamoDBClient;
    beforeAll(async () => {
      database = await openDatabase({ tables: { orders: ordersTable }, conflictHoldMs: 200, onLoss });
      client = connect(database.endpoint);
    });
    afterAll(async () => {
      client.destroy();
      await database.stop();
    });
    const Key = { pk: { S: 'a' }, sk: { S: 'b' } };
    const transact = (ClientRequestToken: string, colour = 'green') => {
      const Put = { TableName: 'orders', Item: { ...Key, colour: { S: colour } } };
      return client.send(new TransactWriteItemsCommand({ ClientRequestToken, TransactItems: [{ Put }] }));
    };

    it('executes one of several transactions on one item at a time', async () => {
      const results = await Promise.allSettled(['1', '2', '3', '4'].map((token) => transact(token)));
      const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
      expect(refused).toHaveLength(3);
      expect(refused[0]).toMatchObject({
        name: 'TransactionCanceledException',
        CancellationReasons: [{ Code: 'TransactionConflict', Message: expect.any(String) }],
      });
    });

    it('executes the transactions of one client one after the other', async () => {
      for (const token of ['5', '6', '7']) await transact(token);
      await client.send(new PutItemCommand({ TableName: 'orders', Item: Key }));
    });

    it('executes a transaction once that is sent twice, and refuses its token for another', async () => {
      await transact('9', 'red');
      await client.send(new DeleteItemCommand({ TableName: 'orders', Key }));
      await transact('9', 'red');
      expect((await client.send(new GetItemCommand({ TableName: 'orders', Key }))).Item).toBeUndefined();
      await expect(transact('9', 'blue')).rejects.toMatchObject({
        name: 'IdempotentParameterMismatchException',
      });
    });
  });

  it('reports the loss of the embedded database, but not its stop', async () => {
    const lost = vi.fn();
    const servers: EmbeddedDynamoDb[] = [];
    const startEmbedded = async () => {
      const server = await startEmbeddedDynamoDb();
      servers.push(server);
      return server;
    };
    const [stopped, killed] = await Promise.all(
      [1, 2].map(() => openDatabase({ tables: {}, onLoss: lost, startEmbedded })),
    );
    await stopped?.stop();
    expect(lost).not.toHaveBeenCalled();
    const server = servers.find(({ endpoint }) => endpoint === killed?.endpoint);
    process.kill(server?.processId ?? 0, 'SIGKILL');
    await vi.waitFor(() => expect(lost).toHaveBeenCalledOnce());
    await killed?.stop();
  });

  describe('with an endpoint', () => {
    let server: EmbeddedDynamoDb;
    beforeAll(async () => {
      server = await startEmbeddedDynamoDb();
    });
    afterAll(() => server.stop());

    it('creates the tables that are missing and leaves others and their data alone', async () => {
      const options = { tables: { orders: ordersTable }, endpoint: server.endpoint, onLoss };
      await openDatabase(options);
      const client = connect(server.endpoint);
      const Item = { pk: { S: 'a' }, sk: { S: 'b' } };
      await client.send(new PutItemCommand({ TableName: 'orders', Item }));
      const database = await openDatabase({ ...options, tables: { orders: ordersTable, more: ordersTable } });
      await database.stop();
      const { Table } = await client.send(new DescribeTableCommand({ TableName: 'more' }));
      expect(Table?.TableStatus).toBe('ACTIVE');
      client.destroy();
    });

    it.each([
      ['is no URL', 'localhost', /DYNAMODB_ENDPOINT is not a URL: localhost/],
      [
        'does not answer',
        'http://127.0.0.1:9',
        /Nothing that speaks DynamoDB answers at http:\/\/127\.0\.0\.1:9/,
      ],
    ])('states the cure when it %s', async (_, endpoint, message) => {
      await expect(openDatabase({ tables: {}, endpoint, onLoss })).rejects.toMatchObject({
        name: 'CommandError',
        message: expect.stringMatching(message),
      });
    });
  });
});
