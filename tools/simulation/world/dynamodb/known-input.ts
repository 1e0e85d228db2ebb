import { ValidationError } from './failures.ts';

/** @throws {ValidationError} naming each member of a request that this double does not know. */
export const assertKnown = (kind: string, input: object, known: ReadonlySet<string>): void => {
  const foreign = Object.entries(input)
    .filter(([name, value]) => value !== undefined && !known.has(name))
    .map(([name]) => name);
  if (foreign.length > 0) throw new ValidationError(`${kind}: ${foreign.join(', ')} is not supported`);
};

const placeholders = ['ExpressionAttributeNames', 'ExpressionAttributeValues'] as const;

const write = [
  'TableName',
  'ConditionExpression',
  'ReturnValuesOnConditionCheckFailure',
  ...placeholders,
] as const;

/** Members of each request that the double understands. */
export const knownInput = {
  Get: new Set(['TableName', 'Key', 'ConsistentRead']),
  Put: new Set([...write, 'Item']),
  Update: new Set([...write, 'Key', 'UpdateExpression']),
  Delete: new Set([...write, 'Key']),
  ConditionCheck: new Set([...write, 'Key']),
  Query: new Set([
    'TableName',
    'IndexName',
    'KeyConditionExpression',
    'FilterExpression',
    'ProjectionExpression',
    'ConsistentRead',
    'ScanIndexForward',
    'Limit',
    'ExclusiveStartKey',
    'Select',
    ...placeholders,
  ]),
  Scan: new Set([
    'TableName',
    'FilterExpression',
    'ProjectionExpression',
    'ConsistentRead',
    'Limit',
    'ExclusiveStartKey',
    ...placeholders,
  ]),
  BatchGet: new Set(['RequestItems']),
  BatchGetTable: new Set(['Keys', 'ConsistentRead']),
  TransactWrite: new Set(['TransactItems', 'ClientRequestToken']),
  TransactAction: new Set(['Put', 'Update', 'Delete', 'ConditionCheck']),
} as const;
