import {
  TransactionCanceledException,
  TransactionConflictException,
  TransactionInProgressException,
} from '@aws-sdk/client-dynamodb';
import { ConflictError } from '../resilience/retry-on-conflict.ts';

/** A transaction in progress held an item of the request. Nothing of the request was stored. */
export class TransactionConflictError extends ConflictError {
  /** Places of the actions whose items were held; empty unless the request was a transaction. */
  readonly actions: readonly number[];

  constructor(actions: readonly number[], cause: unknown) {
    super(cause);
    this.name = 'TransactionConflictError';
    this.actions = actions;
  }
}

const conflictReasons = new Set(['None', 'TransactionConflict']);

/**
 * The conflict that a failure of DynamoDB stands for. `undefined` for any other failure, and for a transaction that
 * was cancelled for another reason as well: a failed condition, or throttling.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
 */
export const transactionConflictOf = (failure: unknown): TransactionConflictError | undefined => {
  if (failure instanceof TransactionConflictException || failure instanceof TransactionInProgressException) {
    return new TransactionConflictError([], failure);
  }
  if (!(failure instanceof TransactionCanceledException)) return undefined;
  const codes = (failure.CancellationReasons ?? []).map(({ Code = '' }) => Code);
  const actions = codes.flatMap((code, index) => (code === 'TransactionConflict' ? [index] : []));
  return actions.length > 0 && codes.every((code) => conflictReasons.has(code))
    ? new TransactionConflictError(actions, failure)
    : undefined;
};
