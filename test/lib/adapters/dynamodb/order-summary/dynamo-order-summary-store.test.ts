import { PutCommand, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { toEventItem } from '../../../../../lib/adapters/dynamodb/event-item.ts';
import {
  progressKey,
  summaryKey,
  summaryShardKey,
  undeliveredPartitions,
} from '../../../../../lib/adapters/dynamodb/keys.ts';
import { createDynamoOrderSummaryStore } from '../../../../../lib/adapters/dynamodb/order-summary/dynamo-order-summary-store.ts';
import { createDynamoReceiptStore } from '../../../../../lib/adapters/dynamodb/outbox/dynamo-receipt-store.ts';
import { eventsTable } from '../../../../../lib/contract/tables.ts';
import { aCall } from '../../../../builders/a-call.ts';
import { anOrder } from '../../../../builders/an-order.ts';
import { useEmbeddedTables } from '../../../../harness/dynamodb/embedded-tables.ts';
import { aConfirmation, anEntry, calmly, type Ledger } from '../../../../harness/order-summary/ledger.ts';
import { orderSummaryStoreContract } from '../../../app/ports/order-summary-store.contract.ts';

const emptyTable = useEmbeddedTables();

const emptyLedger = async () => {
  const [orders, events] = await Promise.all([emptyTable(), emptyTable(eventsTable)]);
  const { client, tableName: ordersTable } = orders;
  const { tableName } = events;
  const ledger: Ledger = {
    summaries: createDynamoOrderSummaryStore({ client, ordersTable, eventsTable: tableName }),
    receipts: createDynamoReceiptStore({ client, tableName, countingWrites: () => [] }),
    async store(batch) {
      await client.send(new PutCommand({ TableName: tableName, Item: toEventItem(batch) }), calmly);
    },
    async isUndelivered(orderId, orderVersion) {
      const queries = undeliveredPartitions('UNDELIVERED').map((partition) =>
        client.send(
          new QueryCommand({
            TableName: tableName,
            IndexName: 'gsi1',
            KeyConditionExpression: 'gsi1pk = :partition',
            ExpressionAttributeValues: { ':partition': partition },
          }),
          calmly,
        ),
      );
      const found = (await Promise.all(queries)).flatMap(({ Items = [] }) => Items);
      return found.some((item) => item['orderId'] === orderId && item['orderVersion'] === orderVersion);
    },
  };
  return { ...ledger, client, ordersTable, eventsTable: tableName };
};

describe('the DynamoDB', () => {
  orderSummaryStoreContract(emptyLedger);
});

describe('the DynamoDB OrderSummaryStore', () => {
  const { id } = anOrder();
  let ledger: Awaited<ReturnType<typeof emptyLedger>>;
  beforeEach(async () => {
    ledger = await emptyLedger();
  });
  const put = (Item: Record<string, unknown>) =>
    ledger.client.send(new PutCommand({ TableName: ledger.ordersTable, Item }), calmly);
  const itemsOf = async (TableName: string) =>
    (await ledger.client.send(new ScanCommand({ TableName }), calmly)).Items ?? [];

  it('writes one item each for the order and the part of the summary that counts it', async () => {
    await ledger.summaries.record(anEntry(), calmly);
    await ledger.summaries.record(aConfirmation(), calmly);
    const items = await itemsOf(ledger.ordersTable);
    const expected = [progressKey(id), summaryShardKey('alice', id)];
    expect(items.map(({ pk, sk }) => ({ pk, sk }))).toEqual(expect.arrayContaining(expected));
    expect(items).toHaveLength(expected.length);
  });

  describe('when an earlier version of the service has written the summary to one item', () => {
    const single = {
      ...summaryKey('alice'),
      customerId: 'alice',
      updatedAt: '2026-06-30T12:00:00.000Z',
      lastOrderAt: '2026-06-30T12:00:00.000Z',
      orders_pending: 1,
      orders_cancelled: 2,
      ordered_USD: 3_998,
      paid_USD: 500,
      paymentFailures: 3,
    };

    it('adds it to the other items, though these count only later events of an order', async () => {
      await put(single);
      const { event: last, order } = anEntry();
      await put({ ...progressKey(id), last, isComplete: true, order });
      expect(await ledger.summaries.record(aConfirmation(), calmly)).toBe(true);
      expect(await ledger.summaries.findSummary('alice', calmly)).toEqual({
        customerId: 'alice',
        orders: { pending: 0, confirmed: 1, shipped: 0, delivered: 0, cancelled: 2, expired: 0 },
        amounts: [{ currency: 'USD', ordered: 3_998, paid: 4_498, refunded: 0 }],
        paymentFailures: 3,
        lastOrderAt: single.lastOrderAt,
        updatedAt: aConfirmation().receivedAt,
      });
    });
  });

  it('names an item that is malformed', async () => {
    await put({ ...progressKey(id), last: { orderId: id, orderVersion: 0, n: 1 }, isComplete: true });
    await put({ ...summaryKey('alice'), customerId: 'alice', updatedAt: 'today', orders_pending: 1.5 });
    await expect(ledger.summaries.findProgress(id, calmly)).rejects.toThrow(
      `item ORDER#${id} SUMMARY is malformed: last.orderVersion`,
    );
    await expect(ledger.summaries.findSummary('alice', calmly)).rejects.toThrow(
      /item SUMMARY#alice SUMMARY is malformed: orders.pending.*updatedAt/,
    );
  });

  it('leaves attributes alone that a newer version has added', async () => {
    const key = summaryShardKey('alice', id);
    await put({ ...key, customerId: 'alice', updatedAt: anEntry().receivedAt, loyalty: 7 });
    await ledger.summaries.record(anEntry(), calmly);
    expect(await ledger.summaries.findSummary('alice', calmly)).toMatchObject({ orders: { pending: 1 } });
    const stored = (await itemsOf(ledger.ordersTable)).find(({ pk }) => pk === 'SUMMARY#alice');
    expect(stored).toMatchObject({ loyalty: 7, orders_pending: 1 });
  });

  it('ends every call whose deadline has passed as SYS-003', async () => {
    const { summaries } = ledger;
    const options = aCall({ signal: AbortSignal.abort() });
    const results = await Promise.allSettled([
      summaries.findProgress(id, options),
      summaries.findStored(anEntry().event, options),
      summaries.record(anEntry(), options),
      summaries.findSummary('alice', options),
    ]);
    for (const result of results) expect(result).toMatchObject({ reason: { code: 'SYS-003' } });
  });
});
