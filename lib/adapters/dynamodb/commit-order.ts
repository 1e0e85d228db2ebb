import type { CommitFailure, OrderCommit, PaymentTry } from '../../app/ports/order-store.ts';
import { ordersTable } from '../../contract/tables.ts';
import type { StockAllocation } from '../../domain/stock.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { DynamoClient } from '../../platform/dynamodb/dynamo-client.ts';
import { putOnce } from '../../platform/dynamodb/put-once.ts';
import { TransactionConflictError } from '../../platform/dynamodb/transaction-conflict.ts';
import {
  type Condition,
  isAbsent,
  putIf,
  type RefusedAction,
  transactWrite,
  transactWriteOnce,
} from '../../platform/dynamodb/write-items.ts';
import { toEventItem } from './event-item.ts';
import { idempotencyAction } from './idempotency-action.ts';
import { paymentTriesKey } from './keys.ts';
import { toAttemptItem, toRefundItem } from './money-items.ts';
import { toOrderItem, toReservationItem } from './order-items.ts';
import { type CommitAction, type MissingStockItem, stockActions } from './stock-actions.ts';

export interface OrdersTables {
  readonly ordersTable: string;
  readonly eventsTable: string;
}

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

const orderAction = (table: string, { next, expectedRevision }: Change<'order'>): CommitAction => ({
  write: putIf(
    table,
    toOrderItem(next),
    expectedRevision === undefined ? isAbsent : hasRevision(expectedRevision),
  ),
  refused: () => ({ kind: 'order' }),
});

/** Events are immutable: a version that exists already means that the order has changed meanwhile. */
const eventAction = (table: string, batch: Change<'event'>): CommitAction => ({
  write: putIf(table, toEventItem(batch), isAbsent),
  refused: () => ({ kind: 'order' }),
});

const reservationAction = (table: string, { next, expectedState }: Change<'reservation'>): CommitAction => ({
  write: putIf(
    table,
    toReservationItem(next),
    expectedState === undefined ? isAbsent : hasState(expectedState),
  ),
  refused: () => ({ kind: 'reservation' }),
});

const attemptAction = (table: string, { next, expected }: Change<'attempt'>): CommitAction => ({
  write: putIf(table, toAttemptItem(next), expected ? isLeased(expected) : isAbsent),
  refused: () => ({ kind: 'attempt' }),
});

const refundAction = (table: string, { next, expected }: Change<'refund'>): CommitAction => ({
  write: putIf(table, toRefundItem(next), expected ? isLeased(expected) : isAbsent),
  refused: () => ({ kind: 'refund' }),
});

/** Counts at most as many tries as the customer has. */
const paymentTryAction = (
  table: string,
  { customerId, windowStart, windowEnd, limit }: PaymentTry,
): CommitAction => ({
  write: {
    Update: {
      TableName: table,
      Key: paymentTriesKey(customerId, windowStart),
      UpdateExpression: 'ADD tries :one SET #ttl = :ttl',
      ConditionExpression: 'attribute_not_exists(tries) OR tries < :limit',
      ExpressionAttributeNames: { '#ttl': ordersTable.timeToLiveAttribute },
      ExpressionAttributeValues: {
        ':one': 1,
        ':limit': limit,
        ':ttl': Math.ceil(Date.parse(windowEnd) / 1_000),
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  },
  refused: () => ({ kind: 'payment-try' }),
});

const commitActions = (tables: OrdersTables, commit: OrderCommit): CommitAction[] => {
  const { idempotency, order, event, reservation, attempt, refund, paymentTry } = commit;
  return [
    ...(idempotency ? [idempotencyAction(tables.ordersTable, idempotency)] : []),
    ...(order ? [orderAction(tables.ordersTable, order)] : []),
    ...(event ? [eventAction(tables.eventsTable, event)] : []),
    ...(reservation ? [reservationAction(tables.ordersTable, reservation)] : []),
    ...(attempt ? [attemptAction(tables.ordersTable, attempt)] : []),
    ...(refund ? [refundAction(tables.ordersTable, refund)] : []),
    ...(paymentTry ? [paymentTryAction(tables.ordersTable, paymentTry)] : []),
    ...stockActions(tables.ordersTable, commit),
  ];
};

const isMissingStock = (refusal: CommitFailure | MissingStockItem): refusal is MissingStockItem =>
  refusal.kind === 'missing-stock-item';

/** The order and its event are refused together. */
const mergeOrderFailures = (failures: readonly CommitFailure[]): CommitFailure[] => {
  const first = failures.findIndex(({ kind }) => kind === 'order');
  return failures.filter(({ kind }, index) => kind !== 'order' || index === first);
};

/** Returns units to stock item 0, which every product has, and drops units of a product that no longer exists. */
const redirectUnits = (
  giveBack: readonly StockAllocation[],
  missing: readonly MissingStockItem[],
): StockAllocation[] =>
  giveBack.flatMap((allocation) => {
    const { sku, shard } = allocation;
    if (!missing.some((stock) => stock.sku === sku && stock.shard === shard)) return [allocation];
    return shard === 0 ? [] : [{ ...allocation, shard: 0 }];
  });

/** Whether an attempt or a refund gets the name of a new writer, by which the writer recognizes it. */
const isClaim = ({ attempt, refund }: OrderCommit): boolean =>
  [attempt, refund].some((change) => change && change.next.leaseOwner !== change.expected?.leaseOwner);

const send = (
  client: DynamoClient,
  actions: readonly CommitAction[],
  commit: OrderCommit,
  options: CallOptions,
): Promise<readonly RefusedAction[]> => {
  const writes = actions.map(({ write }) => write);
  const [put] = writes.flatMap(({ Put }) => Put ?? []);
  if (put && writes.length === 1 && isClaim(commit)) return putOnce(client, put, options);
  return (commit.take ? transactWriteOnce : transactWrite)(client, writes, options);
};

/**
 * Stores a command's changes in one transaction; a claim alone needs none. One that takes units from stock is not retried on a conflict: its
 * caller may take them from other stock items.
 * @returns the reasons of the refusal; empty when everything is stored.
 */
export const commitOrder = async (
  client: DynamoClient,
  tables: OrdersTables,
  commit: OrderCommit,
  options: CallOptions,
): Promise<readonly CommitFailure[]> => {
  const actions = commitActions(tables, commit);
  if (actions.length === 0) return [];
  let refused: readonly RefusedAction[];
  try {
    refused = await send(client, actions, commit, options);
  } catch (failure) {
    if (!(failure instanceof TransactionConflictError)) throw failure;
    return [{ kind: 'contention', stock: failure.actions.flatMap((index) => actions[index]?.stock ?? []) }];
  }
  const refusals = refused.flatMap(({ index, item }) => actions[index]?.refused(item) ?? []);
  const missing = refusals.filter(isMissingStock);
  const failures = mergeOrderFailures(refusals.filter((refusal) => !isMissingStock(refusal)));
  if (failures.length > 0 || missing.length === 0) return failures;
  // The product was saved with fewer stock items since the units were taken.
  const giveBack = redirectUnits(commit.giveBack ?? [], missing);
  return commitOrder(client, tables, { ...commit, giveBack }, options);
};
