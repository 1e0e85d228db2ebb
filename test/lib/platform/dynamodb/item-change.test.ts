import { describe, expect, it } from 'vitest';
import { updateOf } from '../../../../lib/platform/dynamodb/item-change.ts';

const Key = { pk: 'a', sk: 'b' };

describe('updateOf', () => {
  it('sets, removes and adds attributes by placeholders, under all conditions', () => {
    const change = {
      set: { status: 'new', absent: undefined },
      remove: ['old'],
      add: { count: 2 },
      conditions: [
        {
          ConditionExpression: 'attribute_not_exists(x) OR x < :cX',
          ExpressionAttributeValues: { ':cX': 1 },
        },
        { ConditionExpression: '#cY = y', ExpressionAttributeNames: { '#cY': 'size' } },
      ],
    };
    expect(updateOf(Key, change)).toEqual({
      Key,
      UpdateExpression: 'SET #s0 = :s0 REMOVE #r0 ADD #a0 :a0',
      ConditionExpression: '(attribute_not_exists(x) OR x < :cX) AND (#cY = y)',
      ExpressionAttributeNames: { '#s0': 'status', '#r0': 'old', '#a0': 'count', '#cY': 'size' },
      ExpressionAttributeValues: { ':s0': 'new', ':a0': 2, ':cX': 1 },
    });
  });

  it('omits empty clauses, which DynamoDB rejects', () => {
    const change = {
      set: {},
      remove: ['old'],
      conditions: [{ ConditionExpression: 'attribute_exists(pk)' }],
    };
    expect(updateOf(Key, change)).toEqual({
      Key,
      UpdateExpression: 'REMOVE #r0',
      ConditionExpression: '(attribute_exists(pk))',
      ExpressionAttributeNames: { '#r0': 'old' },
    });
  });
});
