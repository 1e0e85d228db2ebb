import * as z from 'zod';
import type { CursorChange, PublishCursor } from '../../../app/ports/event-outbox.ts';
import { dueSinceAttribute } from '../../../contract/tables.ts';
import type { CallOptions } from '../../../platform/call-options.ts';
import type { DynamoTable } from '../../../platform/dynamodb/dynamo-client.ts';
import { parseItem } from '../../../platform/dynamodb/parse-item.ts';
import { updateOnce } from '../../../platform/dynamodb/update-once.ts';
import {
  isAbsent,
  setAttributes,
  transactWrite,
  type WriteAction,
} from '../../../platform/dynamodb/write-items.ts';
import { storedTime } from '../item-schema.ts';
import { cursorKey, eventKey, type UndeliveredState, undeliveredPartition } from '../keys.ts';

const cursorSchema = z.object({
  revision: z.int().min(1),
  publishedVersion: z.int().min(0),
  publishedAt: storedTime.optional(),
  publishes: z.int().min(0),
  failures: z.int().min(0),
  lastFailure: z.string().optional(),
  freshnessJudgedVersion: z.int().min(0),
  quarantinedAt: storedTime.optional(),
  quarantineReason: z.enum(['refused', 'undelivered']).default('refused'),
});

/** Every attribute of the item apart from its key; `undefined` for those that it must not have. */
const toCursorAttributes = ({ judgedVersion, quarantine, ...cursor }: PublishCursor) => {
  const { revision, publishedVersion, publishedAt, publishes, failures, lastFailure, ...others } = cursor;
  // An attribute that is added to the cursor does not compile until it is stored.
  others satisfies Record<string, never>;
  return {
    revision,
    publishedVersion,
    publishedAt,
    publishes,
    failures,
    lastFailure,
    freshnessJudgedVersion: judgedVersion,
    quarantinedAt: quarantine?.at,
    quarantineReason: quarantine?.reason,
  } satisfies Record<keyof z.input<typeof cursorSchema>, unknown>;
};

/**
 * A cursor from its item.
 * @throws {MalformedItemError}
 */
export const fromCursorItem = (item: Record<string, unknown>): PublishCursor => {
  const { freshnessJudgedVersion, publishedAt, lastFailure, quarantinedAt, quarantineReason, ...rest } =
    parseItem(cursorSchema, item);
  return {
    ...rest,
    judgedVersion: freshnessJudgedVersion,
    ...(publishedAt !== undefined && { publishedAt }),
    ...(lastFailure !== undefined && { lastFailure }),
    ...(quarantinedAt !== undefined && { quarantine: { at: quarantinedAt, reason: quarantineReason } }),
  };
};

/** Writes the whole cursor over the one that it was made from. */
const cursorAction = (
  tableName: string,
  orderId: string,
  cursor: PublishCursor,
  expectedRevision: number,
): WriteAction =>
  setAttributes(
    tableName,
    cursorKey(orderId),
    toCursorAttributes(cursor),
    expectedRevision === 0
      ? isAbsent
      : {
          ConditionExpression: 'revision = :expected',
          ExpressionAttributeValues: { ':expected': expectedRevision },
        },
  );

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
    // It may have been put off.
    UpdateExpression: 'SET gsi1pk = :to, gsi1sk = occurredAt REMOVE #dueSince',
    ExpressionAttributeNames: { '#dueSince': dueSinceAttribute },
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
 * Stores a cursor and moves event items within the index, in one transaction; a cursor alone needs none. More items than that can hold follow
 * in further ones.
 * @returns the stored cursor; `undefined` when something was not as expected.
 */
export const changeCursor = async (
  { client, tableName }: DynamoTable,
  { orderId, cursor, toQuarantine = [], restore = [] }: CursorChange,
  options: CallOptions,
): Promise<PublishCursor | undefined> => {
  const moves = [
    ...toQuarantine.map((version) => moveAction(tableName, orderId, version, 'UNDELIVERED', 'QUARANTINED')),
    ...restore.map((version) => moveAction(tableName, orderId, version, 'QUARANTINED', 'UNDELIVERED')),
  ];
  let stored = cursor;
  for (let done = 0; done === 0 || done < moves.length; done += maxMoves) {
    const next = { ...stored, revision: stored.revision + 1 };
    const storing = cursorAction(tableName, orderId, next, stored.revision);
    const actions = [storing, ...moves.slice(done, done + maxMoves)];
    const isDone =
      moves.length === 0
        ? await updateOnce(client, storing, options)
        : (await transactWrite(client, actions, options)).length === 0;
    if (!isDone) return undefined;
    stored = next;
  }
  return stored;
};
