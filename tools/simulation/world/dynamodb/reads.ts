import type {
  BatchGetCommandInput,
  GetCommandInput,
  QueryCommandInput,
  ScanCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { compareText, type Item } from './attribute-values.ts';
import { readCondition } from './conditions.ts';
import { readPath } from './document-path.ts';
import { readTokens } from './expression-tokens.ts';
import { ValidationError } from './failures.ts';
import { readKeyCondition } from './key-condition.ts';
import { assertKnown, knownInput } from './known-input.ts';
import { type Placeholders, readPlaceholders } from './placeholders.ts';
import type { TableStore, TableTiming } from './table-store.ts';
import type { TableOf } from './writes.ts';

/** How much reads give at once. */
export interface ReadLimits {
  /** Items of a page at most, as if it had reached DynamoDB's limit of bytes. */
  pageItems(): number;
  /** Whether a batch leaves out one of its keys. */
  leavesOut(): boolean;
}

const maxBatchKeys = 100;

const readProjection = (expression: string | undefined, placeholders: Placeholders) => {
  if (expression === undefined) return (item: Item) => item;
  const tokens = readTokens(expression);
  const names: string[] = [];
  do {
    const path = readPath(tokens, placeholders);
    if (path.length > 1) throw new ValidationError(`projection of the nested path ${path.join('.')}`);
    names.push(...path);
  } while (tokens.takeIf(','));
  return (item: Item): Item =>
    Object.fromEntries(names.filter((name) => Object.hasOwn(item, name)).map((name) => [name, item[name]]));
};

/** Makes the reads of a database. */
export const createReads = (tableOf: TableOf, timing: TableTiming, limits: ReadLimits) => {
  const timeOf = (consistent: boolean | undefined) =>
    timing.now() - (consistent === true ? 0 : timing.readLagMs());

  /** A page of items that are in order. */
  const page = (
    items: readonly Item[],
    keyOf: (item: Item) => Item,
    { Limit = Number.POSITIVE_INFINITY }: { readonly Limit?: number | undefined },
  ) => {
    const size = Math.max(1, Math.min(Limit, limits.pageItems()));
    const Items = items.slice(0, size);
    const last = Items.at(-1);
    return { Items, ...(last && Items.length === size && { LastEvaluatedKey: keyOf(last) }) };
  };

  const get = (input: GetCommandInput) => {
    assertKnown('Get', input, knownInput.Get);
    const table = tableOf(input.TableName);
    const item = table.read(table.keyOf(input.Key ?? {}), timeOf(input.ConsistentRead));
    return item ? { Item: item } : {};
  };

  const batchGet = ({ RequestItems = {}, ...rest }: BatchGetCommandInput) => {
    assertKnown('BatchGet', rest, knownInput.BatchGet);
    const Responses: Record<string, Item[]> = {};
    const UnprocessedKeys: Record<string, { Keys: Item[] }> = {};
    for (const [name, request] of Object.entries(RequestItems)) {
      assertKnown('BatchGet', request, knownInput.BatchGetTable);
      const table = tableOf(name);
      const { Keys = [], ConsistentRead } = request;
      const texts = new Set(Keys.map((key) => JSON.stringify(table.keyOf(key))));
      if (Keys.length === 0 || Keys.length > maxBatchKeys || texts.size < Keys.length)
        throw new ValidationError(`a batch of ${Keys.length} keys, ${texts.size} of them different`);
      const done = limits.leavesOut() ? Keys.slice(0, -1) : Keys;
      if (done.length < Keys.length) UnprocessedKeys[name] = { Keys: Keys.slice(done.length) };
      const asOf = timeOf(ConsistentRead);
      Responses[name] = done
        .map((key) => table.read(table.keyOf(key), asOf))
        .filter((item) => item !== undefined);
    }
    return { Responses, UnprocessedKeys };
  };

  const primaryKeyOf = ({ definition }: TableStore, item: Item): Item => ({
    [definition.partitionKey]: item[definition.partitionKey],
    [definition.sortKey]: item[definition.sortKey],
  });

  const query = (input: QueryCommandInput) => {
    assertKnown('Query', input, knownInput.Query);
    const table = tableOf(input.TableName);
    const index = input.IndexName === undefined ? undefined : table.index(input.IndexName);
    if (index && input.ConsistentRead === true)
      throw new ValidationError('a read of an index is never strongly consistent');
    const { partitionKey, sortKey } = index?.definition ?? table.definition;
    const placeholders = readPlaceholders(input);
    const { partition, matches } = readKeyCondition(
      input.KeyConditionExpression ?? '',
      partitionKey,
      placeholders,
    );
    const passes = readCondition(input.FilterExpression, placeholders);
    const project = readProjection(input.ProjectionExpression, placeholders);
    placeholders.assertAllUsed();
    const keyOf = (item: Item): Item => ({
      ...primaryKeyOf(table, item),
      [partitionKey]: item[partitionKey],
      [sortKey]: item[sortKey],
    });
    const sortText = (item: Item) =>
      [sortKey, table.definition.partitionKey, table.definition.sortKey].map((name) => String(item[name]));
    const compare = (left: Item, right: Item): number => {
      const [a, b] = [sortText(left), sortText(right)];
      return a.reduce((order, text, n) => order || compareText(text, b[n] ?? ''), 0);
    };
    const direction = input.ScanIndexForward === false ? -1 : 1;
    const found = index
      ? index.itemsOf(partition, timing.now())
      : table.partition(partition, timeOf(input.ConsistentRead));
    if (index?.isBehind()) timing.onStaleIndex?.();
    const start = input.ExclusiveStartKey;
    const ordered = found
      .filter(matches)
      .toSorted((a, b) => direction * compare(a, b))
      .filter((item) => start === undefined || direction * compare(item, start) > 0);
    const { Items, ...position } = page(ordered, keyOf, input);
    const answer = Items.filter(passes).map(project);
    const Count = answer.length;
    return { ...(input.Select === 'COUNT' ? {} : { Items: answer }), Count, ...position };
  };

  const scan = (input: ScanCommandInput) => {
    assertKnown('Scan', input, knownInput.Scan);
    const table = tableOf(input.TableName);
    const placeholders = readPlaceholders(input);
    const passes = readCondition(input.FilterExpression, placeholders);
    const project = readProjection(input.ProjectionExpression, placeholders);
    placeholders.assertAllUsed();
    const keyOf = (item: Item) => primaryKeyOf(table, item);
    const every = table.all(timeOf(input.ConsistentRead));
    const start = input.ExclusiveStartKey && JSON.stringify(keyOf(input.ExclusiveStartKey));
    const from =
      start === undefined ? 0 : every.findIndex((item) => JSON.stringify(keyOf(item)) === start) + 1;
    const { Items, ...position } = page(every.slice(from), keyOf, input);
    const answer = Items.filter(passes).map(project);
    return { Items: answer, Count: answer.length, ...position };
  };

  return { get, batchGet, query, scan };
};
