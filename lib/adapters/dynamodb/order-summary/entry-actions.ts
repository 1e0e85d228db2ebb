import type { SummaryChange, SummaryEntry } from '../../../app/ports/order-summary-store.ts';
import {
  type Condition,
  isAbsent,
  putIf,
  setAttributes,
  type WriteAction,
} from '../../../platform/dynamodb/write-items.ts';
import type { OrdersTables } from '../commit-order.ts';
import { progressKey, summaryKey } from '../keys.ts';
import { lastEventReceiptAction } from '../outbox/receipt-actions.ts';
import { additionsOf, toInboxItem } from './summary-items.ts';

/** Assumptions about the tables; the entry is written again without one that was wrong. */
export interface Assumptions {
  /** The event is the last one of its version and has not been confirmed to the outbox in vain. */
  readonly receipt: boolean;
  readonly isComplete: boolean;
  /** No newer order is in the summary. */
  readonly isNewest: boolean;
}

export interface EntryAction {
  readonly part: 'inbox' | 'progress' | 'summary' | 'receipt';
  readonly write: WriteAction;
}

const isAt = ({ after }: SummaryEntry): Condition =>
  after
    ? {
        ConditionExpression: '#last.orderVersion = :version AND #last.n = :n',
        ExpressionAttributeNames: { '#last': 'last' },
        ExpressionAttributeValues: { ':version': after.orderVersion, ':n': after.n },
      }
    : isAbsent;

const setProgress = (tableName: string, entry: SummaryEntry, isComplete: boolean): WriteAction => {
  const { event, after, order } = entry;
  const { orderId, orderVersion, n } = event;
  const last = { ...after, orderId, orderVersion, n };
  return setAttributes(
    tableName,
    progressKey(orderId),
    { last, isComplete, ...(order && { order }) },
    isAt(entry),
  );
};

const addTo = (
  tableName: string,
  change: SummaryChange,
  { updatedAt, isNewest }: { readonly updatedAt: string; readonly isNewest: boolean },
): WriteAction => {
  const additions = Object.entries(additionsOf(change));
  const { customerId, placedAt } = isNewest ? change : { ...change, placedAt: undefined };
  const sets = ['customerId = :customerId', 'updatedAt = :updatedAt'];
  const adds = additions.map((_, index) => `#a${index} :a${index}`);
  return {
    Update: {
      TableName: tableName,
      Key: summaryKey(customerId),
      UpdateExpression: [
        `SET ${[...sets, ...(placedAt ? ['lastOrderAt = :placedAt'] : [])].join(', ')}`,
        ...(adds.length > 0 ? [`ADD ${adds.join(', ')}`] : []),
      ].join(' '),
      ...(placedAt && {
        ConditionExpression: 'attribute_not_exists(lastOrderAt) OR lastOrderAt < :placedAt',
      }),
      ...(adds.length > 0 && {
        ExpressionAttributeNames: Object.fromEntries(
          additions.map(([attribute], index) => [`#a${index}`, attribute]),
        ),
      }),
      ExpressionAttributeValues: {
        ':customerId': customerId,
        ':updatedAt': updatedAt,
        ...(placedAt && { ':placedAt': placedAt }),
        ...Object.fromEntries(additions.map(([, number], index) => [`:a${index}`, number])),
      },
    },
  };
};

/** All writes of an entry. */
export const entryActions = (
  { ordersTable, eventsTable }: OrdersTables,
  entry: SummaryEntry,
  { receipt, isComplete, isNewest }: Assumptions,
): EntryAction[] => {
  const { event, change, receivedAt: updatedAt } = entry;
  return [
    { part: 'inbox', write: putIf(ordersTable, toInboxItem(entry), isAbsent) },
    { part: 'progress', write: setProgress(ordersTable, entry, isComplete) },
    ...(change
      ? [{ part: 'summary', write: addTo(ordersTable, change, { updatedAt, isNewest }) } as const]
      : []),
    ...(receipt
      ? [
          {
            part: 'receipt',
            write: lastEventReceiptAction(eventsTable, { ...event, receivedAt: updatedAt }),
          } as const,
        ]
      : []),
  ];
};
