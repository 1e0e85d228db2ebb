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
    ConditionExpression: `${absentOrOver} OR (#state = :running AND leaseOwner = :owner)`,
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: { ':now': now, ':running': 'running', ':owner': replaces.leaseOwner },
  };
};

/** Stores a request's record, unless it would replace one that still counts. */
export const idempotencyAction = (table: string, change: Change) => ({
  write: putIf(table, toRecordItem(change.record), mayBeReplaced(change)),
  refused: (stored: Record<string, unknown> = {}) =>
    ({ kind: 'idempotency', existing: fromRecordItem(stored) }) as const,
});
