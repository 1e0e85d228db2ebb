import type { DueItem, DueWork } from '../../app/ports/order-store.ts';
import { dueSinceAttribute, orderIdOfPartition } from '../../contract/tables.ts';
import type { CallOptions } from '../../platform/call-options.ts';
import type { DynamoTable } from '../../platform/dynamodb/dynamo-client.ts';
import { mergeSorted } from '../../platform/dynamodb/merge-sorted.ts';
import { queryItems } from '../../platform/dynamodb/read-items.ts';
import { updateIf } from '../../platform/dynamodb/write-items.ts';
import { attemptKey, duePartition, duePartitions, moneyNumberOf, orderKey, refundKey } from './keys.ts';

type Item = Record<string, unknown>;

const dueTimeOf = (item: Item): string => String(item['gsi2sk']);

/** Reads keys alone, since what else an item holds may be unreadable. */
const toDueItem = (work: DueWork, item: Item): DueItem => {
  const { pk, sk, [dueSinceAttribute]: dueSince = dueTimeOf(item) } = item;
  return {
    work,
    orderId: orderIdOfPartition(String(pk)) ?? '',
    ...moneyNumberOf(String(sk)),
    dueSince: String(dueSince),
  };
};

/** Work of a kind that was due at `now` or before, in order of due time. */
export async function* listDue(
  { client, tableName }: DynamoTable,
  work: DueWork,
  now: string,
  options: CallOptions,
): AsyncGenerator<DueItem, void> {
  const listPartition = (partition: string) =>
    queryItems(
      client,
      {
        TableName: tableName,
        IndexName: 'gsi2',
        KeyConditionExpression: 'gsi2pk = :partition AND gsi2sk <= :now',
        ExpressionAttributeValues: { ':partition': partition, ':now': now },
        ExpressionAttributeNames: { '#dueSince': dueSinceAttribute },
        ProjectionExpression: 'pk, sk, gsi2sk, #dueSince',
      },
      options,
    );
  for await (const item of mergeSorted(duePartitions(work).map(listPartition), dueTimeOf)) {
    yield toDueItem(work, item);
  }
}

const keyOf = ({ orderId, attempt, refund }: DueItem) => {
  if (attempt !== undefined) return attemptKey(orderId, attempt);
  return refund === undefined ? orderKey(orderId) : refundKey(orderId, refund);
};

/** Moves the due time of an item by its key. An item that left the index, or is due later anyway, stays as it is. */
export const putOff = async (
  table: DynamoTable,
  item: DueItem,
  until: string,
  options: CallOptions,
): Promise<void> => {
  const update = {
    Key: keyOf(item),
    UpdateExpression: 'SET gsi2sk = :until, #dueSince = :dueSince',
    ConditionExpression: 'gsi2pk = :partition AND gsi2sk < :until',
    ExpressionAttributeNames: { '#dueSince': dueSinceAttribute },
    ExpressionAttributeValues: {
      ':until': until,
      ':dueSince': item.dueSince,
      ':partition': duePartition(item.work, item.orderId),
    },
  };
  await updateIf(table, update, options);
};
