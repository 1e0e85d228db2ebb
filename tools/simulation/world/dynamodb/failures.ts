import {
  ConditionalCheckFailedException,
  IdempotentParameterMismatchException,
  TransactionCanceledException,
  TransactionConflictException,
  TransactionInProgressException,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { Item } from './attribute-values.ts';

const $metadata = { httpStatusCode: 400 };

/** A request that DynamoDB refuses as it is: always a fault of the program. */
export class ValidationError extends Error {
  override readonly name = 'ValidationException';
  readonly $fault = 'client';
  readonly $metadata = $metadata;
}

export const conditionFailed = (item: Item | undefined) =>
  new ConditionalCheckFailedException({
    message: 'The conditional request failed',
    $metadata,
    ...(item && { Item: marshall(item) }),
  });

export const conflictWithTransaction = () =>
  new TransactionConflictException({
    message: 'Transaction is ongoing for the item',
    $metadata,
  });

export const transactionInProgress = () =>
  new TransactionInProgressException({ message: 'The transaction is still in progress', $metadata });

export const tokenReused = () =>
  new IdempotentParameterMismatchException({
    message: 'The token was used with other parameters',
    $metadata,
  });

/** Why one action of a transaction did not happen. */
export interface CancellationReason {
  readonly Code: 'None' | 'ConditionalCheckFailed' | 'TransactionConflict' | 'ThrottlingError';
  readonly item?: Item | undefined;
}

export const transactionCancelled = (reasons: readonly CancellationReason[]) =>
  new TransactionCanceledException({
    message: `Transaction cancelled: ${reasons.map(({ Code }) => Code).join(', ')}`,
    $metadata,
    CancellationReasons: reasons.map(({ Code, item }) => ({ Code, ...(item && { Item: marshall(item) }) })),
  });
