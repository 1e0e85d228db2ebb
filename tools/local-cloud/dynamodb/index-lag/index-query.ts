import type { TableDefinition } from '../../deployment.ts';
import { type Attributes, type ItemId, itemId } from '../conflicts/written-items.ts';
import type { Tables } from '../create-tables.ts';
import { compareText, readKeyCondition, textOf } from './key-condition.ts';
import type { EarlierImages } from './recent-writes.ts';

interface QueryRequest {
  readonly TableName: string;
  readonly IndexName?: string;
  readonly KeyConditionExpression?: string;
  readonly FilterExpression?: string;
  readonly ProjectionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly Select?: string;
  readonly Limit?: number;
  readonly ScanIndexForward?: boolean;
  readonly ExclusiveStartKey?: Attributes;
}

/** Answer to a query, as far as the lag changes it. */
export interface QueryPage {
  readonly Items?: readonly Attributes[];
  readonly Count?: number;
  readonly ScannedCount?: number;
  readonly LastEvaluatedKey?: Attributes;
}

/** A query of an index whose answer can be put back in time. */
export interface IndexQuery {
  readonly table: string;
  /** Whether the database is to be asked for `wide` instead, because its answer does not have all that is needed. */
  readonly isNarrow: boolean;
  /** The query of whole items. */
  readonly wide: object;
  /** The page of whole items as it was before the writes of late. */
  earlier(page: QueryPage, images: EarlierImages): QueryPage;
}

const pick = (item: Attributes, names: readonly string[]): Attributes =>
  Object.fromEntries(names.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));

/** The query without what narrows its answer, and without names that nothing uses then, which DynamoDB refuses. */
const widen = ({
  ProjectionExpression: _p,
  Select: _s,
  ExpressionAttributeNames,
  ...query
}: QueryRequest) => {
  const used = Object.entries(ExpressionAttributeNames ?? {}).filter(([name]) =>
    query.KeyConditionExpression?.includes(name),
  );
  return { ...query, ...(used.length > 0 && { ExpressionAttributeNames: Object.fromEntries(used) }) };
};

/** Attributes of an answer; `undefined` for a projection that is not understood. */
const projectionOf = (query: QueryRequest): ((item: Attributes) => Attributes) | undefined => {
  if (query.ProjectionExpression === undefined) return (item) => item;
  const names = query.ProjectionExpression.split(',').map((name) => name.trim());
  if (names.some((name) => /[.[]/.test(name))) return undefined;
  return (item) =>
    pick(
      item,
      names.map((name) => query.ExpressionAttributeNames?.[name] ?? name),
    );
};

const tableKey = ({ partitionKey, sortKey }: TableDefinition): readonly string[] => [partitionKey, sortKey];

/** @returns `undefined` for what is no query of an index, and for one that is not understood. */
export const readIndexQuery = (tables: Tables, content: unknown): IndexQuery | undefined => {
  const query = content as QueryRequest;
  const definition = tables[query.TableName];
  const index = definition?.indexes[query.IndexName ?? ''];
  if (!definition || !index || query.FilterExpression !== undefined) return undefined;
  const meets = readKeyCondition(query, index);
  const project = projectionOf(query);
  if (!meets || !project) return undefined;

  const keyNames = [index.partitionKey, index.sortKey, ...tableKey(definition)];
  const orderNames = [index.sortKey, ...tableKey(definition)];
  const direction = query.ScanIndexForward === false ? -1 : 1;
  const order = (a: Attributes, b: Attributes): number => {
    for (const name of orderNames) {
      const difference = compareText(textOf(a, name) ?? '', textOf(b, name) ?? '');
      if (difference !== 0) return direction * difference;
    }
    return 0;
  };
  const idOf = (item: Attributes): ItemId =>
    itemId({ table: query.TableName, attributes: item }, tableKey(definition));
  const { ExclusiveStartKey: start, Limit: limit = Number.POSITIVE_INFINITY } = query;

  return {
    table: query.TableName,
    isNarrow: query.ProjectionExpression !== undefined || query.Select !== undefined,
    wide: widen(query),
    earlier({ Items = [], LastEvaluatedKey: end, ...rest }, images) {
      const onPage = (image: Attributes) =>
        meets(image) && (!start || order(image, start) > 0) && (!end || order(image, end) <= 0);
      const unchanged = Items.filter((item) => !images.has(idOf(item)));
      const restored = [...images.values()]
        .filter((image) => image !== undefined)
        .filter(onPage)
        .map((image) => (index.projection ? pick(image, [...keyNames, ...index.projection]) : image));
      const all = [...unchanged, ...restored].toSorted(order);
      const items = all.slice(0, limit);
      const last = all.length > items.length ? items.at(-1) : undefined;
      const next = last ? pick(last, keyNames) : end;
      return {
        ...rest,
        Count: items.length,
        ScannedCount: items.length,
        ...(query.Select !== 'COUNT' && { Items: items.map(project) }),
        ...(next && { LastEvaluatedKey: next }),
      };
    },
  };
};
