import type { SummaryChange, SummaryEntry } from '../../../app/ports/order-summary-store.ts';
import type { WriteAction } from '../../../platform/dynamodb/write-items.ts';
import { type Condition, isAbsent, putIf } from '../../../platform/dynamodb/write-items.ts';
import type { OrdersTables } from '../commit-action.ts';
import { toInboxItem } from './inbox-item.ts';
import { lastEventReceipt } from './last-event-receipt.ts';
import { toProgressItem } from './progress-item.ts';
import { additionsOf, summaryKey } from './summary-item.ts';

/** What is assumed of the tables; when an assumption turns out wrong, the entry is written without it. */
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

/** Everything that an entry writes. */
export const entryActions = (
  { ordersTable, eventsTable }: OrdersTables,
  entry: SummaryEntry,
  { receipt, isComplete, isNewest }: Assumptions,
): EntryAction[] => {
  const { event, change, receivedAt: updatedAt } = entry;
  return [
    { part: 'inbox', write: putIf(ordersTable, toInboxItem(entry), isAbsent) },
    { part: 'progress', write: putIf(ordersTable, toProgressItem(entry, isComplete), isAt(entry)) },
    ...(change
      ? [{ part: 'summary', write: addTo(ordersTable, change, { updatedAt, isNewest }) } as const]
      : []),
    ...(receipt
      ? [{ part: 'receipt', write: lastEventReceipt(eventsTable, event, updatedAt) } as const]
      : []),
  ];
};
