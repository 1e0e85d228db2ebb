import { describe, expect, it } from 'vitest';
import {
  answeredItems,
  databaseActions,
  databaseFailure,
  plainItem,
} from '../../../../tools/local-cloud/console/database-actions.ts';

const keysOf = () => ['pk', 'sk'];
const call = (operation: string, content: unknown, status = 200, answer: unknown = {}) => ({
  at: 0,
  ms: 1,
  operation,
  content,
  status,
  answer: JSON.stringify(answer),
});

describe('plainItem', () => {
  it('leaves the types of DynamoDB out', () => {
    const item = {
      a: { S: 'x' },
      b: { N: '12' },
      c: { L: [{ BOOL: true }, { NULL: true }] },
      d: { M: { e: { S: 'y' } } },
    };
    expect(plainItem(item)).toEqual({ a: 'x', b: 12, c: [true, null], d: { e: 'y' } });
  });
});

describe('databaseActions', () => {
  const transaction = {
    TransactItems: [
      {
        Put: {
          TableName: 'orders',
          Item: { pk: { S: 'A' }, sk: { S: '1' } },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
      {
        Update: {
          TableName: 'orders',
          Key: { pk: { S: 'B' }, sk: { S: '2' } },
          UpdateExpression: 'ADD #n :by',
          ExpressionAttributeNames: { '#n': 'units' },
          ExpressionAttributeValues: { ':by': { N: '-2' } },
        },
      },
    ],
  };

  it('shows each action of a transaction with its key and its expressions', () => {
    expect(databaseActions(call('TransactWriteItems', transaction), keysOf)).toMatchObject([
      { action: 'Put', key: 'A / 1', expressions: { ConditionExpression: 'attribute_not_exists(pk)' } },
      {
        action: 'Update',
        key: 'B / 2',
        expressions: { UpdateExpression: 'ADD units :by' },
        values: { values: { ':by': -2 } },
      },
    ]);
  });

  it('names the action because of which a transaction was cancelled', () => {
    const cancelled = call('TransactWriteItems', transaction, 400, {
      __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
      message: 'Transaction cancelled',
      CancellationReasons: [
        { Code: 'None' },
        { Code: 'ConditionalCheckFailed', Message: 'The condition failed' },
      ],
    });
    const [put, update] = databaseActions(cancelled, keysOf);
    expect(put).not.toHaveProperty('failure');
    expect(update?.failure).toBe('ConditionalCheckFailed: The condition failed');
    expect(databaseFailure(cancelled)).toBe('TransactionCanceledException: Transaction cancelled');
  });

  it('shows a query by its values and its index', () => {
    const query = {
      TableName: 'orders',
      IndexName: 'gsi1',
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: 'A' } },
    };
    const read = call('Query', query, 200, { Count: 3 });
    expect(databaseActions(read, keysOf)).toMatchObject([
      { action: 'Query', table: 'orders/gsi1', key: 'A' },
    ]);
    expect(answeredItems(read)).toBe(3);
  });

  it('shows each key of a batch', () => {
    const batch = { RequestItems: { orders: { Keys: [{ pk: { S: 'A' }, sk: { S: '1' } }] } } };
    expect(databaseActions(call('BatchGetItem', batch), keysOf)).toMatchObject([
      { action: 'Get', key: 'A / 1' },
    ]);
  });
});
