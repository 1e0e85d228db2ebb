import {
  TransactionCanceledException,
  TransactionConflictException,
  TransactionInProgressException,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { transactionConflictOf } from '../../../../lib/platform/dynamodb/transaction-conflict.ts';

const facts = { message: 'from DynamoDB', $metadata: {} };

const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({ ...facts, CancellationReasons: codes.map((Code) => ({ Code })) });

describe('transactionConflictOf', () => {
  it('names the actions whose items another transaction holds', () => {
    const failure = cancelled('None', 'TransactionConflict', 'None', 'TransactionConflict');
    expect(transactionConflictOf(failure)).toMatchObject({ actions: [1, 3], cause: failure });
  });

  it.each([
    ['a single write of an item that a transaction holds', new TransactionConflictException(facts)],
    ['a transaction whose first request is in progress', new TransactionInProgressException(facts)],
  ])('is a conflict without actions for %s', (_, failure) => {
    expect(transactionConflictOf(failure)).toMatchObject({ actions: [], cause: failure });
  });

  it.each([
    ['a failed condition', cancelled('TransactionConflict', 'ConditionalCheckFailed')],
    ['throttling', cancelled('TransactionConflict', 'ThrottlingError')],
    ['no reason at all', cancelled()],
    ['no conflict', cancelled('None', 'None')],
    ['another failure', new Error('broken')],
  ])('is undefined on %s', (_, failure) => {
    expect(transactionConflictOf(failure)).toBeUndefined();
  });
});
