import { createHash } from 'node:crypto';
import type { TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import type { OrderRequest, PeerOrder } from './peer-order.ts';

export interface Tables {
  readonly ordersTable: string;
  readonly eventsTable: string;
}

type Actions = NonNullable<TransactWriteCommandInput['TransactItems']>;

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const windowMs = 24 * 60 * 60 * 1_000;

/** The transaction that create-order writes for a new order. */
export const orderTransaction = (
  { ordersTable, eventsTable }: Tables,
  order: PeerOrder,
  { idempotencyKey, correlationId, body }: OrderRequest,
  response: string,
): Actions => {
  const { id, createdAt: now, customerId, lines, total, source, customerType, expiresAt } = order;
  const pk = `ORDER#${id}`;
  const recordId = sha256(`${customerId} ${idempotencyKey}`);
  const windowEnd = Date.parse(now) + windowMs;
  const occurrence = { occurredAt: now, orderId: id, orderVersion: 1 };
  const create = (TableName: string, Item: Record<string, unknown>) => ({
    Put: {
      TableName,
      Item,
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
    },
  });
  const record = create(ordersTable, {
    pk: `IDEM#${recordId}`,
    sk: 'IDEM',
    ttl: Math.floor(windowEnd / 1_000) + 21_600,
    recordId,
    fingerprint: sha256(body),
    state: 'completed',
    response: {
      statusCode: 201,
      headers: { 'Content-Type': 'application/json', Location: `/api/v1/orders/${id}` },
      body: response,
    },
    expiresAt: new Date(windowEnd).toISOString(),
  });
  const event = {
    eventId: `${id}:1:1`,
    type: 'order.created',
    schemaVersion: 1,
    ...occurrence,
    correlationId,
    causationId: recordId,
    data: { customerId, total, items: lines, source, customerType, expiresAt },
  };
  return [
    {
      Put: {
        ...record.Put,
        ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now',
        ExpressionAttributeValues: { ':now': now },
      },
    },
    create(ordersTable, {
      pk,
      sk: 'ORDER',
      gsi1pk: `CUSTOMER#${customerId}`,
      gsi1sk: id,
      gsi2pk: 'EXPIRY#1',
      gsi2sk: expiresAt,
      gsi3pk: 'STATUS#pending#1',
      gsi3sk: id,
      gsi4pk: `CUSTOMER#${customerId}#open`,
      gsi4sk: id,
      ...order,
    }),
    create(eventsTable, { pk, sk: 'EVENT#0000000001', ...occurrence, events: [event] }),
    create(ordersTable, {
      pk,
      sk: 'RESERVATION',
      orderId: id,
      state: 'HELD',
      allocations: lines.map(({ sku, quantity }) => ({ sku, shard: 0, quantity })),
      updatedAt: now,
    }),
    ...lines.map(({ sku, quantity, unitPrice }) => ({
      Update: {
        TableName: ordersTable,
        Key: { pk: `PRODUCT#${sku}`, sk: 'STOCK#0000' },
        UpdateExpression: 'SET available = available + :change',
        ConditionExpression:
          'available >= :taken AND version = :version0' +
          ' AND unitPrice.amount = :amount0 AND unitPrice.currency = :currency0',
        ExpressionAttributeValues: {
          ':change': -quantity,
          ':taken': quantity,
          // The products of the benchmark do not change.
          ':version0': 1,
          ':amount0': unitPrice.amount,
          ':currency0': unitPrice.currency,
        },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
      },
    })),
  ];
};
