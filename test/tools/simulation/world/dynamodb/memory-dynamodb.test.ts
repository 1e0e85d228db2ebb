import { GetCommand, PutCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { ordersTable } from '../../../../../lib/contract/tables.ts';
import { createMemoryDynamoDb } from '../../../../../tools/simulation/world/dynamodb/memory-dynamodb.ts';
import { promptTiming } from '../../../../../tools/simulation/world/dynamodb/table-store.ts';
import { useEmbeddedTables } from '../../../../harness/dynamodb/embedded-tables.ts';
import { emptyMemoryTable } from '../../../../harness/dynamodb/memory-tables.ts';
import { documentClientContract } from './document-client.contract.ts';

describe('the database in memory', () => {
  documentClientContract(emptyMemoryTable);
});

describe('the embedded database', () => {
  documentClientContract(useEmbeddedTables());
});

describe('time in the database in memory', () => {
  const TableName = 'table';
  const put = (sk: string, n: number) => ({
    Put: { TableName, Item: { pk: 'a', sk, n, gsi1pk: 'G', gsi1sk: sk } },
  });
  const setUp = (lags: { index?: number; read?: number; apply?: number }) => {
    let now = 1_000;
    const timing = {
      ...promptTiming(() => now),
      indexLagMs: () => lags.index ?? 0,
      readLagMs: () => lags.read ?? 0,
      applyDelayMs: () => lags.apply ?? 0,
    };
    const database = createMemoryDynamoDb({ tables: { [TableName]: ordersTable }, timing });
    return {
      execute: (command: object) => database.execute(command),
      pass: (ms: number) => {
        now += ms;
      },
    };
  };
  const transact = (token: string, ...actions: ReturnType<typeof put>[]) =>
    new TransactWriteCommand({ TransactItems: actions, ClientRequestToken: token });
  const get = (ConsistentRead: boolean) =>
    new GetCommand({ TableName, Key: { pk: 'a', sk: '1' }, ConsistentRead });
  const queryIndex = new QueryCommand({
    TableName,
    IndexName: 'gsi1',
    KeyConditionExpression: 'gsi1pk = :g',
    ExpressionAttributeValues: { ':g': 'G' },
  });

  it('makes an index follow later', () => {
    const { execute, pass } = setUp({ index: 50 });
    execute(new PutCommand(put('1', 1).Put));
    expect(execute(queryIndex).answer).toMatchObject({ Count: 0 });
    pass(50);
    expect(execute(queryIndex).answer).toMatchObject({ Count: 1 });
  });

  it('lets only a read that is not consistent see the past', () => {
    const { execute, pass } = setUp({ read: 50 });
    execute(new PutCommand(put('1', 1).Put));
    expect(execute(get(false)).answer).toEqual({});
    expect(execute(get(true)).answer).toMatchObject({ Item: { n: 1 } });
    pass(50);
    expect(execute(get(false)).answer).toMatchObject({ Item: { n: 1 } });
  });

  it('locks the items of a transaction until it is done', () => {
    const { execute, pass } = setUp({ apply: 20 });
    expect(execute(transact('t1', put('1', 1), put('2', 1))).doneAt).toBe(1_020);
    expect(execute(get(true)).answer).toEqual({});
    expect(() => execute(new PutCommand(put('1', 2).Put))).toThrow(/ongoing/);
    expect(() => execute(transact('t2', put('3', 1), put('2', 2)))).toThrow(/None, TransactionConflict/);
    expect(() => execute(transact('t1', put('1', 1), put('2', 1)))).toThrow(/in progress/);
    pass(20);
    execute(transact('t1', put('1', 1), put('2', 1)));
    expect(execute(get(true)).answer).toMatchObject({ Item: { n: 1 } });
  });

  it.each([
    ['a command', () => ({ constructor: { name: 'ExportCommand' } }), /ExportCommand/],
    [
      'a parameter',
      () => new GetCommand({ TableName, Key: { pk: 'a', sk: '1' }, AttributesToGet: ['n'] }),
      /AttributesToGet/,
    ],
    ['a function', () => new PutCommand({ ...put('1', 1).Put, ConditionExpression: 'size(n) = n' }), /size/],
    ['a comparator', () => new PutCommand({ ...put('1', 1).Put, ConditionExpression: 'n IN (n)' }), /IN/],
  ])('refuses %s that it does not know by name', (_, command, message) => {
    expect(() => setUp({}).execute(command())).toThrow(message);
  });
});
