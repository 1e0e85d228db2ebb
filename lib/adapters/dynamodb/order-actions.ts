import type { OrderCommit } from '../../app/ports/order-store.ts';
import { type Condition, isAbsent, putIf } from '../../platform/dynamodb/write-items.ts';
import { toAttemptItem } from './attempt-item.ts';
import type { CommitAction } from './commit-action.ts';
import { toEventItem } from './event-item.ts';
import { toOrderItem } from './order-item.ts';
import { toReservationItem } from './reservation-item.ts';

type Change<K extends keyof OrderCommit> = NonNullable<OrderCommit[K]>;

const hasRevision = (revision: number): Condition => ({
  ConditionExpression: 'revision = :revision',
  ExpressionAttributeValues: { ':revision': revision },
});

const hasState = (state: string): Condition => ({
  ConditionExpression: '#state = :state',
  ExpressionAttributeNames: { '#state': 'state' },
  ExpressionAttributeValues: { ':state': state },
});

const isLeased = ({ state, leaseOwner }: { state: string; leaseOwner: string }): Condition => ({
  ConditionExpression: '#state = :state AND leaseOwner = :owner',
  ExpressionAttributeNames: { '#state': 'state' },
  ExpressionAttributeValues: { ':state': state, ':owner': leaseOwner },
});

export const orderAction = (
  tableName: string,
  { next, expectedRevision }: Change<'order'>,
): CommitAction => ({
  write: putIf(
    tableName,
    toOrderItem(next),
    expectedRevision === undefined ? isAbsent : hasRevision(expectedRevision),
  ),
  refused: () => ({ kind: 'order' }),
});

/** What happened stays as it was written: a version that is there already means that the order has moved on. */
export const eventAction = (tableName: string, batch: Change<'event'>): CommitAction => ({
  write: putIf(tableName, toEventItem(batch), isAbsent),
  refused: () => ({ kind: 'order' }),
});

export const reservationAction = (
  tableName: string,
  { next, expectedState }: Change<'reservation'>,
): CommitAction => ({
  write: putIf(
    tableName,
    toReservationItem(next),
    expectedState === undefined ? isAbsent : hasState(expectedState),
  ),
  refused: () => ({ kind: 'reservation' }),
});

export const attemptAction = (tableName: string, { next, expected }: Change<'attempt'>): CommitAction => ({
  write: putIf(tableName, toAttemptItem(next), expected ? isLeased(expected) : isAbsent),
  refused: () => ({ kind: 'attempt' }),
});
