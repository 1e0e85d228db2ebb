import type { OrderCommit } from '../../app/ports/order-store.ts';
import { type Condition, isAbsent, putIf } from '../../platform/dynamodb/write-items.ts';
import { fromRecordItem, toRecordItem } from './idempotency-item.ts';

type Change = NonNullable<OrderCommit['idempotency']>;

const mayBeReplaced = ({ now, replaces }: Change): Condition => {
  const absentOrOver = `${isAbsent.ConditionExpression} OR expiresAt <= :now`;
  if (!replaces) {
    return { ConditionExpression: absentOrOver, ExpressionAttributeValues: { ':now': now } };
  }
  return {
    // Only the record of a running request has an owner.
    ConditionExpression: `${absentOrOver} OR leaseOwner = :owner`,
    ExpressionAttributeValues: { ':now': now, ':owner': replaces.leaseOwner },
  };
};

/** Stores a request's record, unless it would replace one that still counts. */
export const idempotencyAction = (table: string, change: Change) => ({
  write: putIf(table, toRecordItem(change.record), mayBeReplaced(change)),
  refused: (stored: Record<string, unknown> = {}) =>
    ({ kind: 'idempotency', existing: fromRecordItem(stored) }) as const,
});
