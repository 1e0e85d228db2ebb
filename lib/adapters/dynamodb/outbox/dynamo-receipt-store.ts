import type { OrderVersion } from '../../../app/ports/order-summary-store.ts';
import type { ReceiptStore } from '../../../app/ports/receipt-store.ts';
import type { OrderEvent } from '../../../domain/order-event.ts';
import type { DynamoTable } from '../../../platform/dynamodb/dynamo-client.ts';
import { transactWrite, type WriteAction } from '../../../platform/dynamodb/write-items.ts';
import { eventKey } from '../keys.ts';

/** Takes an event item out of the index of undelivered events. Refused if it was received before, or never stored. */
const receiptAction = (
  TableName: string,
  { orderId, orderVersion }: OrderVersion,
  receivedAt: string,
): WriteAction => ({
  Update: {
    TableName,
    Key: eventKey(orderId, orderVersion),
    UpdateExpression: 'SET receivedAt = :receivedAt REMOVE gsi1pk, gsi1sk',
    ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(receivedAt)',
    ExpressionAttributeValues: { ':receivedAt': receivedAt },
  },
});

export interface DynamoReceiptStoreOptions extends DynamoTable {
  /** The writes that count events. */
  readonly countingWrites: (events: readonly OrderEvent[]) => readonly WriteAction[];
}

/** Receipts in the events table. All receipts of a call and the counts of their events are one transaction. */
export const createDynamoReceiptStore = ({
  client,
  tableName,
  countingWrites,
}: DynamoReceiptStoreOptions): ReceiptStore => {
  const confirm: ReceiptStore['confirm'] = async (versions, receivedAt, options) => {
    if (versions.length === 0) return [];
    const receipts = versions.map((version) => receiptAction(tableName, version, receivedAt));
    const counts = countingWrites(versions.flatMap(({ events }) => events));
    const refused = await transactWrite(client, [...receipts, ...counts], options);
    if (refused.length === 0) return versions;
    const received = new Set(refused.map(({ index }) => index));
    const others = versions.filter((_, index) => !received.has(index));
    return confirm(others, receivedAt, options);
  };
  return { confirm };
};
