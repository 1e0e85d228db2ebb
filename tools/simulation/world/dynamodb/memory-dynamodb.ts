import { QueryCommand as QueryItemsCommand } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { TableDefinition } from '../../../../lib/contract/tables.ts';
import type { Item } from './attribute-values.ts';
import {
  type CancellationReason,
  conditionFailed,
  conflictWithTransaction,
  tokenReused,
  transactionCancelled,
  transactionInProgress,
  ValidationError,
} from './failures.ts';
import { assertKnown, knownInput } from './known-input.ts';
import { createReads, type ReadLimits } from './reads.ts';
import { createTableStore, type ItemKey, promptTiming, type TableTiming } from './table-store.ts';
import { type PreparedWrite, prepareWrite, type TableOf } from './writes.ts';

/** A change of an item. */
export interface ItemChange {
  readonly tableName: string;
  readonly key: ItemKey;
  readonly newImage: Item | undefined;
  /** Whether there was no such item before. */
  readonly isNew: boolean;
  /** Number of the write or transaction that it is part of, in the order of their commits. */
  readonly commit: number;
  /** Milliseconds since 1970. */
  readonly committedAt: number;
  /** When it takes effect, in milliseconds since 1970. */
  readonly at: number;
}

export interface MemoryDynamoDbOptions {
  readonly tables: Readonly<Record<string, TableDefinition>>;
  readonly timing?: TableTiming;
  readonly limits?: ReadLimits;
  readonly onChange?: (change: ItemChange) => void;
}

/** The answer to a command, and when it can be given, in milliseconds since 1970. */
export interface Executed {
  readonly answer: object;
  readonly doneAt: number;
}

export interface MemoryDynamoDb {
  /**
   * Carries a command of the document client out at once.
   * @throws what DynamoDB answers instead, as the SDK throws it.
   * @throws {ValidationError | ExpressionError} for a command, parameter or expression that it does not know.
   */
  execute(command: object): Executed;
  /** Every item of a table as it is now. */
  itemsOf(tableName: string): readonly Item[];
}

/** A transaction that was done, by its token. */
interface DoneTransaction {
  readonly request: object;
  readonly at: number;
  readonly doneAt: number;
}

/** How long a transaction's token is remembered, in milliseconds. */
const tokenMs = 600_000;
const maxActions = 100;

const wholePages: ReadLimits = { pageItems: () => Number.POSITIVE_INFINITY, leavesOut: () => false };

/**
 * DynamoDB in this process's memory, behind the document client's `send`: the commands and expressions that the
 * service uses, their conditions, transactions with conflicts and tokens, and indexes that lag behind.
 */
export const createMemoryDynamoDb = ({
  tables,
  timing = promptTiming(),
  limits = wholePages,
  onChange = () => {},
}: MemoryDynamoDbOptions): MemoryDynamoDb => {
  const stores = new Map(
    Object.entries(tables).map(([name, definition]) => [name, createTableStore(definition, timing)]),
  );
  const names = new Map([...stores].map(([name, store]) => [store, name]));
  const tokens = new Map<string, DoneTransaction>();
  const tableOf: TableOf = (name = '') => {
    const store = stores.get(name);
    if (!store) throw new ValidationError(`there is no table ${name}`);
    return store;
  };
  const reads = createReads(tableOf, timing, limits);

  let commit = 0;

  const store = ({ table, key }: PreparedWrite, item: Item | undefined, at: number) => {
    const committedAt = timing.now();
    const isNew = table.read(key, committedAt) === undefined;
    table.write(key, item, at);
    onChange({ tableName: names.get(table) ?? '', key, newImage: item, isNew, commit, committedAt, at });
  };

  const writeOne = (write: PreparedWrite): Executed => {
    const now = timing.now();
    if (write.table.isLocked(write.key)) throw conflictWithTransaction();
    const stored = write.table.read(write.key, now);
    if (!write.allows(stored)) throw conditionFailed(write.returnsStored ? stored : undefined);
    commit += 1;
    store(write, write.next(stored), now);
    return { answer: {}, doneAt: now };
  };

  const reasonOf = (write: PreparedWrite): CancellationReason => {
    if (write.table.isLocked(write.key)) return { Code: 'TransactionConflict' };
    const stored = write.table.read(write.key, timing.now());
    if (write.allows(stored)) return { Code: 'None' };
    return { Code: 'ConditionalCheckFailed', item: write.returnsStored ? stored : undefined };
  };

  const transact = (input: TransactWriteCommandInput): Executed => {
    assertKnown('TransactWrite', input, knownInput.TransactWrite);
    const { TransactItems = [], ClientRequestToken: token } = input;
    const now = timing.now();
    const known = token === undefined ? undefined : tokens.get(token);
    if (known && now < known.at + tokenMs) {
      if (JSON.stringify(known.request) !== JSON.stringify(TransactItems)) throw tokenReused();
      if (now < known.doneAt) throw transactionInProgress();
      return { answer: {}, doneAt: now };
    }
    const writes = TransactItems.map((action) => prepareWrite(tableOf, action));
    const items = new Set(writes.map(({ table, key }) => `${names.get(table)}\n${key.pk}\n${key.sk}`));
    if (writes.length === 0 || writes.length > maxActions)
      throw new ValidationError(`a transaction of ${writes.length} actions`);
    if (items.size < writes.length)
      throw new ValidationError('a transaction cannot include several actions on one item');
    const reasons = writes.map(reasonOf);
    if (reasons.some(({ Code }) => Code !== 'None')) throw transactionCancelled(reasons);
    // All items are computed before the first is stored: a transaction is done as a whole or not at all.
    const planned = writes.map((write) => ({ write, item: write.next(write.table.read(write.key, now)) }));
    commit += 1;
    const times = planned.map(({ write, item }) => {
      const at = now + timing.applyDelayMs();
      if (!write.isCheck) store(write, item, at);
      return at;
    });
    const doneAt = Math.max(...times);
    if (token !== undefined) tokens.set(token, { request: TransactItems, at: now, doneAt });
    return { answer: {}, doneAt };
  };

  const atOnce = (answer: object): Executed => ({ answer, doneAt: timing.now() });

  /** Reads a query of the bare client, whose values name their types. */
  const queryItems = (input: QueryItemsCommand['input']) => {
    const { Items, LastEvaluatedKey, ...rest } = reads.query({
      ...input,
      ...(input.ExpressionAttributeValues && {
        ExpressionAttributeValues: unmarshall(input.ExpressionAttributeValues),
      }),
      ...(input.ExclusiveStartKey && { ExclusiveStartKey: unmarshall(input.ExclusiveStartKey) }),
    } as Parameters<typeof reads.query>[0]);
    return {
      ...rest,
      ...(Items && { Items: Items.map((item) => marshall(item)) }),
      ...(LastEvaluatedKey && { LastEvaluatedKey: marshall(LastEvaluatedKey) }),
    };
  };

  return {
    itemsOf: (name) => tableOf(name).all(timing.now()),
    execute(command) {
      if (command instanceof GetCommand) return atOnce(reads.get(command.input));
      if (command instanceof BatchGetCommand) return atOnce(reads.batchGet(command.input));
      if (command instanceof QueryCommand) return atOnce(reads.query(command.input));
      if (command instanceof QueryItemsCommand) return atOnce(queryItems(command.input));
      if (command instanceof ScanCommand) return atOnce(reads.scan(command.input));
      if (command instanceof TransactWriteCommand) return transact(command.input);
      if (command instanceof PutCommand) return writeOne(prepareWrite(tableOf, { Put: command.input }));
      if (command instanceof UpdateCommand)
        return writeOne(prepareWrite(tableOf, { Update: command.input as never }));
      if (command instanceof DeleteCommand) return writeOne(prepareWrite(tableOf, { Delete: command.input }));
      throw new ValidationError(`${command.constructor.name} is not supported`);
    },
  };
};
