import type { TableDefinition } from '../../deployment.ts';
import { type Attributes, type ItemId, itemId } from '../conflicts/written-items.ts';
import type { Tables } from '../create-tables.ts';

/** Effect of one action of a request on an item of a table that has indexes. */
export interface ItemWrite {
  readonly table: string;
  readonly id: ItemId;
  readonly key: Attributes;
  /** Attributes in an index after a put; `undefined` after a deletion; not known after an update. */
  readonly after: Attributes | 'unknown' | undefined;
  /** Whether the item can be in an index afterwards, if it is in none before. */
  readonly mayEnterIndex: boolean;
}

interface Action {
  readonly TableName: string;
  readonly Item?: Attributes;
  readonly Key?: Attributes;
  readonly UpdateExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
}

interface WriteRequest extends Action {
  /** Each action under its kind: `{"Put": {…}}`. */
  readonly TransactItems?: readonly Readonly<Record<string, Action>>[];
  readonly RequestItems?: Readonly<
    Record<string, readonly Readonly<Record<string, Omit<Action, 'TableName'>>>[]>
  >;
}

const kinds: Readonly<Record<string, 'put' | 'update' | 'delete'>> = {
  PutItem: 'put',
  UpdateItem: 'update',
  DeleteItem: 'delete',
  Put: 'put',
  Update: 'update',
  Delete: 'delete',
  PutRequest: 'put',
  DeleteRequest: 'delete',
};

/** The attributes of an item that an index of its table can show. */
const shownAttributes = (
  { partitionKey, sortKey, indexes }: TableDefinition,
  item: Attributes,
): Attributes => {
  const all = Object.values(indexes);
  if (all.some(({ projection }) => projection === undefined)) return item;
  const names = [
    partitionKey,
    sortKey,
    ...all.flatMap((index) => [index.partitionKey, index.sortKey, ...(index.projection ?? [])]),
  ];
  return Object.fromEntries(names.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])));
};

/** Whether an item has the whole key of an index. */
const isInAnIndex = ({ indexes }: TableDefinition, item: Attributes): boolean =>
  Object.values(indexes).some(
    ({ partitionKey, sortKey }) => item[partitionKey] !== undefined && item[sortKey] !== undefined,
  );

const namesIndexKey = (
  { indexes }: TableDefinition,
  { UpdateExpression, ExpressionAttributeNames }: Action,
) => {
  // Without an expression it is an update of the older form.
  if (UpdateExpression === undefined) return true;
  const names = Object.values(ExpressionAttributeNames ?? {});
  return Object.values(indexes)
    .flatMap(({ partitionKey, sortKey }) => [partitionKey, sortKey])
    .some((name) => names.includes(name) || UpdateExpression.includes(name));
};

const writeOf = (tables: Tables, kind: string, action: Action): readonly ItemWrite[] => {
  const { TableName: table, Item, Key } = action;
  const definition = tables[table];
  const change = kinds[kind];
  if (change === undefined || definition === undefined || Object.keys(definition.indexes).length === 0)
    return [];
  const keyNames = [definition.partitionKey, definition.sortKey];
  const attributes = Item ?? Key ?? {};
  const write = {
    table,
    id: itemId({ table, attributes }, keyNames),
    key: Object.fromEntries(keyNames.map((name) => [name, attributes[name]])),
  };
  if (change === 'delete') return [{ ...write, after: undefined, mayEnterIndex: false }];
  if (change === 'update') {
    return [{ ...write, after: 'unknown', mayEnterIndex: namesIndexKey(definition, action) }];
  }
  const after = shownAttributes(definition, attributes);
  return [{ ...write, after, mayEnterIndex: isInAnIndex(definition, attributes) }];
};

/**
 * The writes of a request to tables with indexes.
 * @throws {TypeError} on content that is not one of the operation; the database itself refuses it.
 */
export const itemWrites = (tables: Tables, operation: string, content: unknown): readonly ItemWrite[] => {
  const request = content as WriteRequest;
  switch (operation) {
    case 'PutItem':
    case 'UpdateItem':
    case 'DeleteItem':
      return writeOf(tables, operation, request);
    case 'TransactWriteItems':
      return (request.TransactItems ?? []).flatMap((element) =>
        Object.entries(element).flatMap(([kind, action]) => writeOf(tables, kind, action)),
      );
    case 'BatchWriteItem':
      return Object.entries(request.RequestItems ?? {}).flatMap(([TableName, elements]) =>
        elements.flatMap((element) =>
          Object.entries(element).flatMap(([kind, action]) =>
            writeOf(tables, kind, { ...action, TableName }),
          ),
        ),
      );
    default:
      return [];
  }
};
