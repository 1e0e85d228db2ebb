import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { frozenItem, type Item } from './attribute-values.ts';
import { readCondition } from './conditions.ts';
import { ValidationError } from './failures.ts';
import { assertKnown, knownInput } from './known-input.ts';
import { readPlaceholders } from './placeholders.ts';
import type { ItemKey, TableStore } from './table-store.ts';
import { readUpdate } from './updates.ts';

type TransactAction = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** One write of an item, as a command of its own or as an action of a transaction. */
export interface PreparedWrite {
  readonly table: TableStore;
  readonly key: ItemKey;
  /** Whether the stored item fulfils the condition. */
  readonly allows: (stored: Item | undefined) => boolean;
  /** The item afterwards; `undefined` when it is deleted. */
  readonly next: (stored: Item | undefined) => Item | undefined;
  readonly isCheck: boolean;
  /** Whether a failed condition returns the stored item. */
  readonly returnsStored: boolean;
}

export type TableOf = (name: string | undefined) => TableStore;

const keyNames = ({ definition }: TableStore) => [definition.partitionKey, definition.sortKey];

const wholeKey = (table: TableStore, key: Item = {}): ItemKey => {
  if (Object.keys(key).length !== 2)
    throw new ValidationError(`key ${JSON.stringify(key)} is no key of the table`);
  return table.keyOf(key);
};

const checkIndexKeys = ({ definition }: TableStore, item: Item): void => {
  for (const index of Object.values(definition.indexes)) {
    for (const name of [index.partitionKey, index.sortKey]) {
      const value = item[name];
      if (value !== undefined && (typeof value !== 'string' || value === ''))
        throw new ValidationError(`index key ${name} is ${JSON.stringify(value)}`);
    }
  }
};

/**
 * Reads a write and checks its form.
 * @throws {ValidationError} or {ExpressionError} as DynamoDB refuses it.
 */
export const prepareWrite = (tableOf: TableOf, action: TransactAction): PreparedWrite => {
  assertKnown('action', action, knownInput.TransactAction);
  const { Put, Update, Delete, ConditionCheck } = action;
  const input = Put ?? Update ?? Delete ?? ConditionCheck;
  if (!input) throw new ValidationError('an action without content');
  const table = tableOf(input.TableName);
  const placeholders = readPlaceholders(input);
  const allows = readCondition(input.ConditionExpression, placeholders);
  const common = {
    table,
    allows,
    isCheck: ConditionCheck !== undefined,
    returnsStored: input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD',
  };
  const checked = (item: Item): Item => {
    checkIndexKeys(table, item);
    return frozenItem(item);
  };
  if (Put) {
    assertKnown('Put', Put, knownInput.Put);
    placeholders.assertAllUsed();
    const item = checked(Put.Item ?? {});
    return { ...common, key: table.keyOf(item), next: () => item };
  }
  if (Update) {
    assertKnown('Update', Update, knownInput.Update);
    const { names, apply } = readUpdate(Update.UpdateExpression, placeholders);
    placeholders.assertAllUsed();
    const key = wholeKey(table, Update.Key);
    if (names.some((name) => keyNames(table).includes(name)))
      throw new ValidationError('an update cannot change the key');
    return { ...common, key, next: (stored) => checked(apply(stored ?? { ...Update.Key })) };
  }
  assertKnown('Delete', input, ConditionCheck ? knownInput.ConditionCheck : knownInput.Delete);
  placeholders.assertAllUsed();
  const key = wholeKey(table, (Delete ?? ConditionCheck)?.Key);
  return { ...common, key, next: (stored) => (ConditionCheck ? stored : undefined) };
};
