import type { DatabaseCall } from '../journal/invocation-journal.ts';

/** One action on an item or a query, as it was sent. */
export interface DatabaseAction {
  /** `Put`, `Update`, `Delete`, `ConditionCheck`, `Get`, `Query` or another operation. */
  readonly action: string;
  readonly table: string;
  /** Key of the item, or of the query. */
  readonly key: string;
  readonly expressions: Readonly<Record<string, string>>;
  /** Names and values of the expressions, and the item. */
  readonly values?: unknown;
  /** Why the transaction failed because of this action. */
  readonly failure?: string;
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

/** A value of an item without DynamoDB's types: `{"S":"x"}` is `x`. */
const plainValue = (value: unknown): unknown => {
  const [[type, content] = ['', undefined]] = Object.entries(fieldsOf(value));
  if (type === 'N') return Number(content);
  if (type === 'NULL') return null;
  if (type === 'L') return (content as unknown[]).map(plainValue);
  if (type === 'M') return plainItem(content);
  return content;
};

export const plainItem = (item: unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fieldsOf(item)).map(([name, value]) => [name, plainValue(value)]));

const expressionNames = [
  'KeyConditionExpression',
  'ConditionExpression',
  'UpdateExpression',
  'FilterExpression',
  'ProjectionExpression',
] as const;

/** Replaces the placeholders of names, so that people read attributes. */
const readable = (expression: string, names: Fields): string =>
  expression.replace(/#\w+/g, (name) => String(names[name] ?? name));

/** Key attributes of a table, by the table's name. */
export type KeysOf = (table: string) => readonly string[];

const actionOf = (action: string, input: Fields, keysOf: KeysOf, failure?: string): DatabaseAction => {
  const table = String(input['TableName'] ?? '');
  const names = fieldsOf(input['ExpressionAttributeNames']);
  const values = plainItem(input['ExpressionAttributeValues']);
  const item = plainItem(input['Item'] ?? input['Key']);
  const key = keysOf(table)
    .map((name) => item[name])
    .filter((part) => part !== undefined)
    .join(' / ');
  const shown = {
    ...(input['Item'] !== undefined && { item }),
    ...(Object.keys(values).length > 0 && { values }),
  };
  return {
    action,
    table: input['IndexName'] === undefined ? table : `${table}/${input['IndexName']}`,
    key: key || Object.values(values).join(' / '),
    expressions: Object.fromEntries(
      expressionNames.flatMap((name) =>
        typeof input[name] === 'string' ? [[name, readable(input[name], names)]] : [],
      ),
    ),
    ...(Object.keys(shown).length > 0 && { values: shown }),
    ...(failure !== undefined && { failure }),
  };
};

const parseAnswer = (answer: DatabaseCall['answer']): Fields => {
  try {
    return fieldsOf(JSON.parse(answer?.toString() ?? ''));
  } catch {
    return {};
  }
};

const reasonOf = (reason: unknown): string | undefined => {
  const { Code, Message } = fieldsOf(reason);
  if (typeof Code !== 'string' || Code === 'None') return undefined;
  return typeof Message === 'string' && Message !== '' ? `${Code}: ${Message}` : Code;
};

/** The actions of a request to the database. */
export const databaseActions = (
  { operation, content, status, answer }: DatabaseCall,
  keysOf: KeysOf,
): readonly DatabaseAction[] => {
  const input = fieldsOf(content);
  if (operation === 'TransactWriteItems' || operation === 'TransactGetItems') {
    const reasons = status === 200 ? [] : parseAnswer(answer)['CancellationReasons'];
    const actions = (input['TransactItems'] ?? []) as readonly Fields[];
    return actions.flatMap((entry, index) =>
      Object.entries(entry).map(([action, sent]) =>
        actionOf(action, fieldsOf(sent), keysOf, reasonOf((reasons as unknown[] | undefined)?.[index])),
      ),
    );
  }
  if (operation === 'BatchGetItem') {
    return Object.entries(fieldsOf(input['RequestItems'])).flatMap(([TableName, asked]) => {
      const { Keys = [] } = asked as { readonly Keys?: readonly unknown[] };
      return Keys.map((Key) => actionOf('Get', { TableName, Key }, keysOf));
    });
  }
  return [actionOf(operation.replace(/Item$/, ''), input, keysOf)];
};

/** Why the database refused a request; `undefined` when it did not. */
export const databaseFailure = ({ status, answer }: DatabaseCall): string | undefined => {
  if (status === 200) return undefined;
  const { __type: type, message, Message } = parseAnswer(answer);
  const name = String(type ?? `status ${status}`)
    .split('#')
    .at(-1);
  return `${name}${message || Message ? `: ${message ?? Message}` : ''}`;
};

/** Number of items in the answer to a read. */
export const answeredItems = ({ answer }: DatabaseCall): number | undefined => {
  const { Count, Item, Responses } = parseAnswer(answer);
  if (typeof Count === 'number') return Count;
  if (Array.isArray(Responses)) return Responses.length;
  return Item === undefined ? undefined : 1;
};
