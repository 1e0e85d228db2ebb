import type { SummaryChange, SummaryEntry } from '../../../app/ports/order-summary-store.ts';
import {
  type Condition,
  isAbsent,
  setAttributes,
  type WriteAction,
} from '../../../platform/dynamodb/write-items.ts';
import { progressKey, summaryShardKey } from '../keys.ts';
import { additionsOf } from './summary-items.ts';

const isAt = ({ after }: SummaryEntry): Condition =>
  after
    ? {
        ConditionExpression: '#last.orderVersion = :version AND #last.n = :n',
        ExpressionAttributeNames: { '#last': 'last' },
        ExpressionAttributeValues: { ':version': after.orderVersion, ':n': after.n },
      }
    : isAbsent;

const setProgress = (tableName: string, entry: SummaryEntry): WriteAction => {
  const { event, isComplete, after, order } = entry;
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
  { event, receivedAt: updatedAt }: SummaryEntry,
  isNewest: boolean,
): WriteAction => {
  const additions = Object.entries(additionsOf(change));
  const { customerId, placedAt } = isNewest ? change : { ...change, placedAt: undefined };
  const sets = ['customerId = :customerId', 'updatedAt = :updatedAt'];
  const adds = additions.map((_, index) => `#a${index} :a${index}`);
  return {
    Update: {
      TableName: tableName,
      Key: summaryShardKey(customerId, event.orderId),
      UpdateExpression: [
        `SET ${[...sets, ...(placedAt ? ['lastOrderAt = :placedAt'] : [])].join(', ')}`,
        ...(adds.length > 0 ? [`ADD ${adds.join(', ')}`] : []),
      ].join(' '),
      ...(placedAt && {
        ConditionExpression: 'attribute_not_exists(lastOrderAt) OR lastOrderAt <= :placedAt',
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

/**
 * The writes of an entry, the order's progress first.
 * @param isNewest whether to assume that the item of the summary counts no order that is newer than this one.
 */
export const entryActions = (tableName: string, entry: SummaryEntry, isNewest: boolean): WriteAction[] => [
  setProgress(tableName, entry),
  ...(entry.change ? [addTo(tableName, entry.change, entry, isNewest)] : []),
];
