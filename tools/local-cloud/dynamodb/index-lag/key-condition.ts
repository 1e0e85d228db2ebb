import type { IndexDefinition } from '../../deployment.ts';
import type { Attributes } from '../conflicts/written-items.ts';

interface Expression {
  readonly KeyConditionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, { readonly S?: string }>>;
}

/** The order of DynamoDB: that of the bytes in UTF-8. */
export const compareText = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

export const textOf = (item: Attributes, name: string): string | undefined =>
  (item[name] as { readonly S?: string } | undefined)?.S;

type TestText = (text: string) => boolean;

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

const comparison = /^(?<name>[#\w.-]+)\s*(?<sign><=|>=|=|<|>)\s*(?<value>:\w+)$/;
const range = /^(?<name>[#\w.-]+)\s+BETWEEN\s+(?<value>:\w+)\s+AND\s+(?<most>:\w+)$/i;
const start = /^begins_with\s*\(\s*(?<name>[#\w.-]+)\s*,\s*(?<value>:\w+)\s*\)$/i;

const testOf = (condition: string, expression: Expression, attribute: string): TestText | undefined => {
  const groups = (comparison.exec(condition) ?? range.exec(condition) ?? start.exec(condition))?.groups;
  if (!groups) return undefined;
  const { name = '', value = '', most = '', sign } = groups;
  const text = expression.ExpressionAttributeValues?.[value]?.S;
  const mostText = expression.ExpressionAttributeValues?.[most]?.S;
  if ((expression.ExpressionAttributeNames?.[name] ?? name) !== attribute || text === undefined)
    return undefined;
  const test = sign === undefined ? undefined : comparisons[sign];
  if (test) return (other) => test(compareText(other, text));
  if (mostText === undefined) return (other) => other.startsWith(text);
  return (other) => compareText(other, text) >= 0 && compareText(other, mostText) <= 0;
};

/**
 * Whether an item's key in an index meets the key condition of a query.
 * @returns `undefined` for a condition that is not understood.
 */
export const readKeyCondition = (
  expression: Expression,
  { partitionKey, sortKey }: IndexDefinition,
): ((item: Attributes) => boolean) | undefined => {
  const whole = expression.KeyConditionExpression?.trim() ?? '';
  const first = /\s+AND\s+/i.exec(whole);
  const [partition, sort] = first
    ? [whole.slice(0, first.index), whole.slice(first.index + first[0].length)]
    : [whole, undefined];
  const inPartition = testOf(partition, expression, partitionKey);
  const inRange = sort === undefined ? () => true : testOf(sort, expression, sortKey);
  if (!inPartition || !inRange) return undefined;
  return (item) => {
    const [pk, sk] = [textOf(item, partitionKey), textOf(item, sortKey)];
    return pk !== undefined && sk !== undefined && inPartition(pk) && inRange(sk);
  };
};
