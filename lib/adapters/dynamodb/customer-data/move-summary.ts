import type { CallOptions } from '../../../platform/call-options.ts';
import type { DynamoTable } from '../../../platform/dynamodb/dynamo-client.ts';
import { updateOf } from '../../../platform/dynamodb/item-change.ts';
import { getItem } from '../../../platform/dynamodb/read-items.ts';
import { type Condition, isAbsent, transactWrite } from '../../../platform/dynamodb/write-items.ts';
import { ConflictError } from '../../../platform/resilience/retry-on-conflict.ts';
import { summaryPartition } from '../keys.ts';
import { ordersTogether } from '../order-summary/progress-place.ts';
import type { Item } from './read-customer.ts';
import type { Renaming } from './rename-order.ts';

/** Every attribute is still as it was read. */
const isUnchanged = (item: Item): Condition => {
  const attributes = Object.entries(item);
  return {
    ConditionExpression: attributes.map((_, n) => `#c${n} = :c${n}`).join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(attributes.map(([name], n) => [`#c${n}`, name])),
    ExpressionAttributeValues: Object.fromEntries(attributes.map(([, value], n) => [`:c${n}`, value])),
  };
};

/** The later one of two times, which may both be absent. */
const later = (one: unknown, other: unknown): unknown =>
  [one, other]
    .filter((time) => time !== undefined)
    .toSorted()
    .at(-1);

/**
 * Moves a part of a customer's summary to the partition of the pseudonym. What is counted there already stays counted.
 * @param part without progress of an order, as it was read just now.
 * @throws {ConflictError} when it has changed since.
 */
export const moveSummaryPart = async (
  { client, tableName }: DynamoTable,
  part: Item,
  { pseudonym }: Renaming,
  options: CallOptions,
): Promise<void> => {
  if (ordersTogether(part).length > 0) throw new ConflictError();
  const { pk, sk, ...attributes } = part;
  const key = { pk: summaryPartition(pseudonym), sk: String(sk) };
  const target = await getItem({ client, tableName }, key, options);
  const isNumber = ([, value]: readonly [string, unknown]) => typeof value === 'number';
  const numbers = Object.entries(attributes).filter(isNumber) as [string, number][];
  const others = Object.entries(attributes).filter((entry) => !isNumber(entry));
  const move = updateOf(key, {
    set: {
      ...Object.fromEntries(others),
      customerId: pseudonym,
      updatedAt: later(part['updatedAt'], target?.['updatedAt']),
      lastOrderAt: later(part['lastOrderAt'], target?.['lastOrderAt']),
    },
    add: Object.fromEntries(numbers),
    conditions: [target ? isUnchanged(target) : isAbsent],
  });
  const actions = [
    { Delete: { TableName: tableName, Key: { pk, sk }, ...isUnchanged(part) } },
    { Update: { TableName: tableName, ...move } },
  ];
  if ((await transactWrite(client, actions, options)).length > 0) throw new ConflictError();
};
