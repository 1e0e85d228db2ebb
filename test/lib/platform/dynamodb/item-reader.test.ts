import { BatchGetCommand, type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { dependencyUnavailable } from '../../../../lib/contract/errors/factories.ts';
import { eventsTable, ordersTable } from '../../../../lib/contract/tables.ts';
import { createDynamoClient } from '../../../../lib/platform/dynamodb/dynamo-client.ts';
import { createItemReader } from '../../../../lib/platform/dynamodb/item-reader.ts';
import { createMemoryDynamoDb } from '../../../../tools/simulation/world/dynamodb/memory-dynamodb.ts';
import { directPolicy } from '../../../doubles/direct-policy.ts';
import { useEmbeddedTables } from '../../../harness/dynamodb/embedded-tables.ts';
import { documentsOf } from '../../../harness/dynamodb/memory-tables.ts';
import { putItems } from '../../../harness/dynamodb/stored-items.ts';
import { calmly } from '../../../harness/shop/calmly.ts';

const key = (name: string) => ({ pk: name, sk: 'x' });
const inOrders = (name: string) => ({ tableName: 'orders', key: key(name) });
const inEvents = (name: string) => ({ tableName: 'events', key: key(name) });

/** Options of another call, with a signal of its own. */
const otherwise = () => ({ ...calmly, signal: new AbortController().signal });

/** Two tables with some items, and the reads that reach them. */
const aDatabase = async (leavesOut = () => false) => {
  const tables = { orders: ordersTable, events: eventsTable };
  const documents = documentsOf(
    createMemoryDynamoDb({
      tables,
      limits: { pageItems: () => Number.POSITIVE_INFINITY, leavesOut },
    }),
  );
  const table = { documents, tableName: 'orders', client: createDynamoClient(documents, directPolicy) };
  await putItems(table, [
    { ...key('a'), of: 'orders' },
    { ...key('b'), of: 'orders' },
  ]);
  await putItems({ ...table, tableName: 'events' }, [{ ...key('a'), of: 'events' }]);
  const asked: string[] = [];
  let failure: Error | undefined;
  const send = async (command: object) => {
    const isRead = command instanceof BatchGetCommand || command instanceof GetCommand;
    if (isRead) asked.push(command.constructor.name);
    if (command instanceof BatchGetCommand && failure) throw failure;
    return documents.send(command as GetCommand);
  };
  const client = createDynamoClient({ send } as unknown as DynamoDBDocumentClient, directPolicy);
  return {
    asked,
    read: createItemReader(client),
    failBatches(cause: Error) {
      failure = cause;
    },
  };
};

describe('createItemReader', () => {
  it('reads the items of callers at the same time in one call, of all tables', async () => {
    const { read, asked } = await aDatabase();
    const found = await Promise.all([
      read(inOrders('a'), calmly),
      read(inEvents('a'), calmly),
      read(inOrders('missing'), calmly),
    ]);
    expect(found.map((item) => item?.['of'])).toEqual(['orders', 'events', undefined]);
    expect(asked).toEqual(['BatchGetCommand']);
  });

  it('reads an item once for several callers', async () => {
    const { read, asked } = await aDatabase();
    const found = await Promise.all([read(inOrders('a'), calmly), read(inOrders('a'), calmly)]);
    expect(found).toEqual([found[0], found[0]]);
    expect(asked).toHaveLength(2);
  });

  it('reads together again for callers that go on after a call that they shared', async () => {
    const { read, asked } = await aDatabase();
    const readTwice = async (first: string, then: string) => {
      await read(inOrders(first), calmly);
      await Promise.resolve();
      return read(inOrders(then), calmly);
    };
    const found = await Promise.all([readTwice('a', 'b'), readTwice('missing', 'a')]);
    expect(found.map((item) => item?.['pk'])).toEqual(['b', 'a']);
    expect(asked).toEqual(['BatchGetCommand', 'BatchGetCommand']);
  });

  it('reads an item by itself when no other is asked for', async () => {
    const { read, asked } = await aDatabase();
    await expect(read(inOrders('a'), calmly)).resolves.toMatchObject({ of: 'orders' });
    expect(asked).toEqual(['GetCommand']);
  });

  it('asks again for items that a call leaves out', async () => {
    const leavesOut = [true, false];
    const { read, asked } = await aDatabase(() => leavesOut.shift() === true);
    const found = await Promise.all([read(inOrders('a'), calmly), read(inOrders('b'), calmly)]);
    expect(found.map((item) => item?.['pk'])).toEqual(['a', 'b']);
    expect(asked).toEqual(['BatchGetCommand', 'BatchGetCommand']);
  });

  it('keeps calls with other signals apart', async () => {
    const { read, asked } = await aDatabase();
    await Promise.all([read(inOrders('a'), calmly), read(inOrders('b'), otherwise())]);
    expect(asked).toEqual(['GetCommand', 'GetCommand']);
  });

  describe('when the database does not answer', () => {
    it('fails for each caller', async () => {
      const { read, asked, failBatches } = await aDatabase();
      failBatches(dependencyUnavailable('dynamodb', 1));
      const found = await Promise.allSettled([read(inOrders('a'), calmly), read(inEvents('a'), calmly)]);
      expect(found).toMatchObject([{ reason: { code: 'SYS-002' } }, { reason: { code: 'SYS-002' } }]);
      expect(asked).toEqual(['BatchGetCommand']);
    });
  });
});

const emptyTable = useEmbeddedTables();

describe('createItemReader over DynamoDB', () => {
  describe('when a key is too long', () => {
    it('fails for its caller alone', async () => {
      const table = await emptyTable();
      await putItems(table, [key('a')]);
      const read = createItemReader(table.client);
      const ask = (name: string) => read({ tableName: table.tableName, key: key(name) }, calmly);
      const found = await Promise.allSettled([ask('a'), ask('b'.repeat(3_000)), ask('missing')]);
      expect(found).toMatchObject([
        { value: key('a') },
        { status: 'rejected', reason: { name: 'ValidationException' } },
        { value: undefined },
      ]);
    });
  });
});
