import type { CursorChange, PublishCursor } from '../../../app/ports/event-outbox.ts';
import type { CallOptions } from '../../../platform/call-options.ts';
import type { DynamoTable } from '../../../platform/dynamodb/dynamo-client.ts';
import { transactWrite, type WriteAction } from '../../../platform/dynamodb/write-items.ts';
import { eventKey } from '../event-item.ts';
import { cursorKey, toCursorAttributes } from './cursor-item.ts';
import { type UndeliveredState, undeliveredPartition } from './undelivered-index.ts';

/** Writes the whole cursor over the one that it was made from. */
const cursorAction = (
  TableName: string,
  orderId: string,
  cursor: PublishCursor,
  expectedRevision: number,
): WriteAction => {
  const attributes = Object.entries(toCursorAttributes(cursor));
  const present = attributes.filter(([, value]) => value !== undefined);
  const absent = attributes.filter(([, value]) => value === undefined).map(([name]) => name);
  const isFirst = expectedRevision === 0;
  return {
    Update: {
      TableName,
      Key: cursorKey(orderId),
      UpdateExpression:
        `SET ${present.map(([name]) => `${name} = :${name}`).join(', ')}` +
        (absent.length > 0 ? ` REMOVE ${absent.join(', ')}` : ''),
      ConditionExpression: isFirst ? 'attribute_not_exists(pk)' : 'revision = :expected',
      ExpressionAttributeValues: {
        ...Object.fromEntries(present.map(([name, value]) => [`:${name}`, value])),
        ...(!isFirst && { ':expected': expectedRevision }),
      },
    },
  };
};

const moveAction = (
  TableName: string,
  orderId: string,
  orderVersion: number,
  from: UndeliveredState,
  to: UndeliveredState,
): WriteAction => ({
  Update: {
    TableName,
    Key: eventKey(orderId, orderVersion),
    UpdateExpression: 'SET gsi1pk = :to',
    // A receipt may have taken it out of the index since.
    ConditionExpression: 'gsi1pk = :from',
    ExpressionAttributeValues: {
      ':from': undeliveredPartition(from, orderId),
      ':to': undeliveredPartition(to, orderId),
    },
  },
});

/** Items that move in one transaction, beside the cursor's. */
const maxMoves = 90;

/**
 * Stores a cursor and moves event items within the index, in one transaction. More items than that can hold follow
 * in further ones.
 * @returns the stored cursor; `undefined` when something was not as expected.
 */
export const changeCursor = async (
  { client, tableName }: DynamoTable,
  { orderId, cursor, park = [], restore = [] }: CursorChange,
  options: CallOptions,
): Promise<PublishCursor | undefined> => {
  const moves = [
    ...park.map((version) => moveAction(tableName, orderId, version, 'UNDELIVERED', 'QUARANTINED')),
    ...restore.map((version) => moveAction(tableName, orderId, version, 'QUARANTINED', 'UNDELIVERED')),
  ];
  let stored = cursor;
  for (let done = 0; done === 0 || done < moves.length; done += maxMoves) {
    const next = { ...stored, revision: stored.revision + 1 };
    const actions = [
      cursorAction(tableName, orderId, next, stored.revision),
      ...moves.slice(done, done + maxMoves),
    ];
    if ((await transactWrite(client, actions, options)).length > 0) return undefined;
    stored = next;
  }
  return stored;
};
