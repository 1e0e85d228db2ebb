import {
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedTable } from '../../../../harness/dynamodb/embedded-tables.ts';

type Item = Record<string, unknown>;

const key = (sk: string, pk = 'a') => ({ pk, sk });
const stored: Item = { ...key('1'), n: 5, text: 'b', nested: { n: 2 }, gsi1pk: 'G', gsi1sk: '2' };

/** Conditions on `stored`, or on an item that does not exist, and whether they hold. */
const conditions: readonly (readonly [condition: string, values: Item, holds: boolean, onAbsent: boolean])[] =
  [
    ['attribute_exists(pk)', {}, true, false],
    ['attribute_not_exists(pk)', {}, false, false],
    ['attribute_not_exists(pk)', {}, true, true],
    ['n = :v', { ':v': 5 }, true, false],
    ['n = :v', { ':v': '5' }, false, false],
    ['n = :v', { ':v': 5 }, false, true],
    ['n <> :v', { ':v': 5 }, false, false],
    ['n <> :v', { ':v': 5 }, true, true],
    ['n < :v', { ':v': 6 }, true, false],
    ['n < :v', { ':v': 'x' }, false, false],
    ['n >= :v', { ':v': 5 }, true, false],
    ['n >= :v', { ':v': 1 }, false, true],
    ['absent <= :v', { ':v': 1 }, false, false],
    ['nested.n = :v', { ':v': 2 }, true, false],
    ['nested = :v', { ':v': { n: 2 } }, true, false],
    ['nested = :v', { ':v': { n: 2, m: 1 } }, false, false],
    ['#t = :v', { ':v': 'b' }, true, false],
    ['begins_with(sk, :v)', { ':v': '1' }, true, false],
    ['n BETWEEN :v AND :w', { ':v': 5, ':w': 9 }, true, false],
    ['NOT n = :v', { ':v': 5 }, false, false],
    ['n = :v OR n = :w AND #t = :x', { ':v': 5, ':w': 6, ':x': 'z' }, true, false],
    ['(n = :v OR n = :w) AND #t = :x', { ':v': 5, ':w': 6, ':x': 'z' }, false, false],
  ];

/** Updates of `stored`, and what they leave of it. */
const updates: readonly (readonly [string, Item, Item])[] = [
  ['SET n = n + :v', { ':v': 2 }, { n: 7 }],
  ['SET n = n - :v, m = n', { ':v': 2 }, { n: 3, m: 5 }],
  ['SET m = if_not_exists(m, :z) + :v', { ':z': 0, ':v': 2 }, { m: 2 }],
  ['ADD n :v, m :v', { ':v': 4 }, { n: 9, m: 4 }],
  ['SET m = :v REMOVE n, absent', { ':v': 1 }, { m: 1, n: undefined }],
];

/** Cases of DynamoDB's document client that the service uses. @param create gives an empty table. */
export const documentClientContract = (create: () => Promise<EmbeddedTable>): void => {
  let table: EmbeddedTable;
  beforeEach(async () => {
    table = await create();
  });
  const put = (Item: Item) => table.documents.send(new PutCommand({ TableName: table.tableName, Item }));
  const get = async (Key: Item) =>
    (await table.documents.send(new GetCommand({ TableName: table.tableName, Key, ConsistentRead: true })))
      .Item;
  const named = (expression: string) =>
    expression.includes('#t') ? { ExpressionAttributeNames: { '#t': 'text' } } : {};
  const valued = (values: Item) =>
    Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {};
  const failure = async (sent: Promise<unknown>) =>
    sent.then(
      () => 'none',
      (error: Error) => error.name,
    );

  describe('a condition', () => {
    it.each(conditions)(
      '%s with %o holds: %s; of an item that does not exist: %s',
      async (ConditionExpression, values, holds, onAbsent) => {
        await put(stored);
        const command = new DeleteCommand({
          TableName: table.tableName,
          Key: key(onAbsent ? 'absent' : '1'),
          ConditionExpression,
          ...named(ConditionExpression),
          ...valued(values),
        });
        expect(await failure(table.documents.send(command))).toBe(
          holds ? 'none' : 'ConditionalCheckFailedException',
        );
      },
    );

    it.each([
      ['a placeholder that is not used', 'n = :v', { ':v': 1, ':w': 2 }],
      ['a placeholder that is not defined', 'n = :v AND n = :w', { ':v': 1 }],
    ])('with %s is refused', async (_, ConditionExpression, values) => {
      const command = new DeleteCommand({
        TableName: table.tableName,
        Key: key('1'),
        ConditionExpression,
        ExpressionAttributeValues: values,
      });
      await expect(table.documents.send(command)).rejects.toThrow();
    });
  });

  describe('an update', () => {
    const update = (UpdateExpression: string, values: Item, Key = key('1')) =>
      table.documents.send(
        new UpdateCommand({ TableName: table.tableName, Key, UpdateExpression, ...valued(values) }),
      );

    it.each(updates)('%s with %o leaves %o', async (expression, values, expected) => {
      await put(stored);
      await update(expression, values);
      const rest = Object.entries({ ...stored, ...expected }).filter(([, value]) => value !== undefined);
      expect(await get(key('1'))).toEqual(Object.fromEntries(rest));
    });

    it('creates an item that does not exist', async () => {
      await update('SET n = :v', { ':v': 1 }, key('new'));
      expect(await get(key('new'))).toEqual({ ...key('new'), n: 1 });
    });

    it('of a number that does not exist is refused', async () => {
      await put(stored);
      await expect(update('SET m = absent + :v', { ':v': 1 })).rejects.toThrow();
    });
  });

  describe('a transaction', () => {
    const transact = (puts: readonly Item[], ClientRequestToken?: string) =>
      table.documents.send(
        new TransactWriteCommand({
          TransactItems: puts.map((Item) => ({
            Put: {
              TableName: table.tableName,
              Item,
              ConditionExpression: 'attribute_not_exists(pk)',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
            },
          })),
          ClientRequestToken,
        }),
      );

    it('names the failed condition with the stored item, and stores nothing', async () => {
      await put(stored);
      const refused = await transact([key('0'), key('1')]).catch((error) => error);
      expect(refused.name).toBe('TransactionCanceledException');
      expect(refused.CancellationReasons).toMatchObject([
        { Code: 'None' },
        { Code: 'ConditionalCheckFailed', Item: { n: { N: '5' }, nested: { M: { n: { N: '2' } } } } },
      ]);
      expect(await get(key('0'))).toBeUndefined();
    });

    it('with the same token is confirmed without its condition', async () => {
      await transact([key('0')], 'token-1');
      await transact([key('0')], 'token-1');
      expect(await failure(transact([key('0')], 'token-2'))).toBe('TransactionCanceledException');
      expect(await failure(transact([key('9')], 'token-1'))).toBe('IdempotentParameterMismatchException');
    });

    it('with two actions on one item is refused', async () => {
      await expect(transact([key('0'), key('0')])).rejects.toThrow();
    });
  });

  describe('a query', () => {
    const query = (input: Item) =>
      table.documents.send(
        new QueryCommand({
          TableName: table.tableName,
          KeyConditionExpression: 'pk = :p',
          ExpressionAttributeValues: { ':p': 'a' },
          ...input,
        }),
      );
    const sortKeys = ({ Items = [] }: { readonly Items?: Item[] | undefined }) => Items.map(({ sk }) => sk);
    beforeEach(async () => {
      for (const sk of ['3', '1', '2']) await put({ ...key(sk), gsi1pk: 'G', gsi1sk: `g${9 - Number(sk)}` });
      await put(key('1', 'b'));
    });

    it('has the items of a partition by their sort keys, in both directions', async () => {
      expect(sortKeys(await query({}))).toEqual(['1', '2', '3']);
      expect(sortKeys(await query({ ScanIndexForward: false }))).toEqual(['3', '2', '1']);
    });

    it('continues after the last key of a page', async () => {
      const first = await query({ Limit: 2 });
      expect([sortKeys(first), first.LastEvaluatedKey]).toEqual([['1', '2'], key('2')]);
      const next = await query({ Limit: 2, ExclusiveStartKey: first.LastEvaluatedKey });
      expect([sortKeys(next), next.LastEvaluatedKey]).toEqual([['3'], undefined]);
    });

    it('has the items of an index by its keys, without those that lack one', async () => {
      await put({ ...key('4'), gsi1pk: 'G' });
      const page = await query({
        IndexName: 'gsi1',
        KeyConditionExpression: 'gsi1pk = :p AND gsi1sk > :s',
        ExpressionAttributeValues: { ':p': 'G', ':s': 'g6' },
        Limit: 1,
      });
      expect(sortKeys(page)).toEqual(['2']);
      expect(page.LastEvaluatedKey).toEqual({ ...key('2'), gsi1pk: 'G', gsi1sk: 'g7' });
    });

    it('counts, projects and filters', async () => {
      expect(await query({ Select: 'COUNT' })).toMatchObject({ Count: 3 });
      expect(await query({ Select: 'COUNT' })).not.toHaveProperty('Items');
      const projected = await query({ ProjectionExpression: 'sk', Limit: 1 });
      expect(projected.Items).toEqual([{ sk: '1' }]);
      const filtered = await query({
        FilterExpression: 'gsi1sk = :g',
        ExpressionAttributeValues: { ':p': 'a', ':g': 'g7' },
      });
      expect(sortKeys(filtered)).toEqual(['2']);
    });

    it('has a part of a partition by the sort key', async () => {
      const later = await query({
        KeyConditionExpression: 'pk = :p AND sk >= :s',
        ExpressionAttributeValues: { ':p': 'a', ':s': '2' },
      });
      expect(sortKeys(later)).toEqual(['2', '3']);
    });

    it('of an index leaves an item out once it loses the keys', async () => {
      const remove = new UpdateCommand({
        TableName: table.tableName,
        Key: key('1'),
        UpdateExpression: 'REMOVE gsi1pk, gsi1sk',
      });
      await table.documents.send(remove);
      const page = await query({
        IndexName: 'gsi1',
        KeyConditionExpression: 'gsi1pk = :p',
        ExpressionAttributeValues: { ':p': 'G' },
      });
      expect(sortKeys(page)).toEqual(['3', '2']);
    });
  });

  it('gives those items of a batch that exist', async () => {
    await put(stored);
    const command = new BatchGetCommand({
      RequestItems: { [table.tableName]: { Keys: [key('1'), key('missing')], ConsistentRead: true } },
    });
    const { Responses } = await table.documents.send(command);
    expect(Responses).toEqual({ [table.tableName]: [stored] });
  });
};
