import {
  type ConsumedCapacity,
  TransactionCanceledException,
  type TransactWriteItemsCommandOutput,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export interface Consumption {
  /** Write units of tables, and of their indexes. */
  readonly tables: number;
  readonly indexes: number;
  readonly transactions: number;
  /** Calls that read. */
  readonly reads: number;
  /** Transactions that were cancelled because another one held an item. */
  readonly conflicts: number;
}

const isWrite = (commandName = ''): boolean => /^(?:Put|Update|Delete|TransactWrite)/.test(commandName);

const isConflict = ({ CancellationReasons = [] }: TransactionCanceledException): boolean =>
  CancellationReasons.some(({ Code }) => Code === 'TransactionConflict');

/** Measures the writes of a client from now on, as the database reports them, and counts its reads. */
export const meterCapacity = (documents: DynamoDBDocumentClient): { readonly read: () => Consumption } => {
  const sum = { tables: 0, indexes: 0, transactions: 0, reads: 0, conflicts: 0 };
  const add = ({ Table, GlobalSecondaryIndexes = {} }: ConsumedCapacity) => {
    sum.tables += Table?.CapacityUnits ?? 0;
    for (const { CapacityUnits = 0 } of Object.values(GlobalSecondaryIndexes)) sum.indexes += CapacityUnits;
  };
  documents.middlewareStack.add(
    (next, { commandName }) =>
      async (call) => {
        if (!isWrite(commandName)) {
          sum.reads += 1;
          return next(call);
        }
        if (commandName?.startsWith('Transact')) sum.transactions += 1;
        try {
          const input = { ...call.input, ReturnConsumedCapacity: 'INDEXES' };
          const answer = await next({ ...call, input } as typeof call);
          const { ConsumedCapacity: consumed } = answer.output as Pick<
            TransactWriteItemsCommandOutput,
            'ConsumedCapacity'
          >;
          for (const each of [consumed ?? []].flat()) add(each);
          return answer;
        } catch (failure) {
          if (failure instanceof TransactionCanceledException && isConflict(failure)) sum.conflicts += 1;
          throw failure;
        }
      },
    { step: 'initialize' },
  );
  return { read: () => ({ ...sum }) };
};
