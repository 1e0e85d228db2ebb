import { describe, expect, it } from 'vitest';
import { dynamodbPermissions } from '../../../../tools/local-cloud/iam/dynamodb-permissions.ts';

const arn = 'arn:aws:dynamodb:us-east-1:123456789012:table';
const on = (TableName: string) => ({ TableName });

describe('dynamodbPermissions', () => {
  it.each([
    ['GetItem', on('orders'), [`dynamodb:GetItem ${arn}/orders`]],
    ['PutItem', on('orders'), [`dynamodb:PutItem ${arn}/orders`]],
    ['UpdateItem', on('orders'), [`dynamodb:UpdateItem ${arn}/orders`]],
    ['DeleteItem', on('orders'), [`dynamodb:DeleteItem ${arn}/orders`]],
    ['DescribeTable', on(`${arn}/orders`), [`dynamodb:DescribeTable ${arn}/orders`]],
    ['ListTables', {}, ['dynamodb:ListTables *']],
    ['Query', on('orders'), [`dynamodb:Query ${arn}/orders`]],
    ['Query', { ...on('orders'), IndexName: 'gsi1' }, [`dynamodb:Query ${arn}/orders/index/gsi1`]],
    ['Scan', { ...on('orders'), IndexName: 'gsi2' }, [`dynamodb:Scan ${arn}/orders/index/gsi2`]],
    [
      'BatchGetItem',
      { RequestItems: { orders: {}, events: {} } },
      [`dynamodb:BatchGetItem ${arn}/orders`, `dynamodb:BatchGetItem ${arn}/events`],
    ],
    [
      'BatchWriteItem',
      { RequestItems: { orders: [{ PutRequest: {} }, { DeleteRequest: {} }] } },
      [`dynamodb:BatchWriteItem ${arn}/orders`],
    ],
    [
      'TransactGetItems',
      { TransactItems: [{ Get: on('orders') }, { Get: on('events') }] },
      [`dynamodb:GetItem ${arn}/orders`, `dynamodb:GetItem ${arn}/events`],
    ],
    [
      'TransactWriteItems',
      {
        TransactItems: [
          { ConditionCheck: on('orders') },
          { Put: on('orders') },
          { Update: on('events') },
          { Delete: on('events') },
        ],
      },
      [
        `dynamodb:ConditionCheckItem ${arn}/orders`,
        `dynamodb:PutItem ${arn}/orders`,
        `dynamodb:UpdateItem ${arn}/events`,
        `dynamodb:DeleteItem ${arn}/events`,
      ],
    ],
  ])('for %s of %j are %j', (operation, body, expected) => {
    const permissions = dynamodbPermissions(operation, body);
    expect(permissions.map(({ action, resource }) => `${action} ${resource}`)).toEqual(expected);
  });

  it.each(['BatchGetItem', 'TransactWriteItems'])(
    'are not to be had from a wrong body of %s',
    (operation) => {
      expect(() => dynamodbPermissions(operation, {})).toThrow(TypeError);
    },
  );
});
