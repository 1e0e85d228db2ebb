import type { OrderCommit } from '../../app/ports/order-store.ts';
import { type Condition, isAbsent, putIf } from '../../platform/dynamodb/write-items.ts';
import type { CommitAction } from './commit-action.ts';
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

/** Stores a request's record, unless it would take the place of one that still counts. */
export const idempotencyAction = (tableName: string, change: Change): CommitAction => ({
  write: putIf(tableName, toRecordItem(change.record), mayBeReplaced(change)),
  refused: (stored = {}) => ({ kind: 'idempotency', existing: fromRecordItem(stored) }),
});
