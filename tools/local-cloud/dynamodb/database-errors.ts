import type { HttpResponse } from '../http/http-response.ts';

const namespace = 'com.amazonaws.dynamodb.v20120810#';
const ongoing = 'Transaction is ongoing for the item';

const answer = (
  status: number,
  exception: string,
  fields: Readonly<Record<string, unknown>>,
): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify({ __type: `${namespace}${exception}`, ...fields }),
});

/** The answer to a single write of an item that a transaction holds. */
export const writeConflict = (): HttpResponse =>
  answer(400, 'TransactionConflictException', { message: ongoing });

/** The answer to a transaction: one reason per action, `None` where nothing is in the way. */
export const transactionConflict = (conflicts: readonly boolean[]): HttpResponse => {
  const codes = conflicts.map((conflict) => (conflict ? 'TransactionConflict' : 'None'));
  return answer(400, 'TransactionCanceledException', {
    Message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes.join(', ')}]`,
    CancellationReasons: codes.map((Code) => (Code === 'None' ? { Code } : { Code, Message: ongoing })),
  });
};

/** The answer to a transaction whose token belongs to one that has not ended. */
export const transactionInProgress = (): HttpResponse =>
  answer(400, 'TransactionInProgressException', {
    Message: 'The transaction with the given request token is already in progress',
  });

/** The answer to a transaction whose token belongs to one that has succeeded with other parameters. */
export const transactionMismatch = (): HttpResponse =>
  answer(400, 'IdempotentParameterMismatchException', {
    Message: 'The transaction with the given request token had other parameters',
  });

/** The answer because of an injected fault. */
export const injectedError = (): HttpResponse =>
  answer(500, 'InternalServerError', { message: 'injected fault' });

/** The answer to a request that is throttled; a transaction names the reason of each of its actions. */
export const throttled = (content: unknown): HttpResponse => {
  const { TransactItems } = (content ?? {}) as { readonly TransactItems?: readonly unknown[] };
  const message = 'Throughput exceeds the current capacity of your table or index';
  if (!Array.isArray(TransactItems)) return answer(400, 'ThrottlingException', { message });
  return answer(400, 'TransactionCanceledException', {
    Message: 'Transaction cancelled, please refer cancellation reasons for specific reasons',
    CancellationReasons: TransactItems.map(() => ({ Code: 'ThrottlingError', Message: message })),
  });
};

/** The answer when the database itself cannot be reached. */
export const databaseUnreachable = (reason: string): HttpResponse =>
  answer(500, 'InternalServerError', { message: reason });
