import { DeleteCommand, PutCommand, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { toEventItem } from '../../../../../lib/adapters/dynamodb/event-item.ts';
import { progressKey, summaryKey, undeliveredPartitions } from '../../../../../lib/adapters/dynamodb/keys.ts';
import { createDynamoOrderSummaryStore } from '../../../../../lib/adapters/dynamodb/order-summary/dynamo-order-summary-store.ts';
import { eventsTable } from '../../../../../lib/contract/tables.ts';
import { aCall } from '../../../../builders/a-call.ts';
import { aPlacement } from '../../../../builders/a-placement.ts';
import { anOrder } from '../../../../builders/an-order.ts';
import { useEmbeddedTables } from '../../../../harness/dynamodb/embedded-tables.ts';
import { anEntry, calmly, type Ledger } from '../../../app/ports/order-summary-store/ledger.ts';
import { orderSummaryStoreContract } from '../../../app/ports/order-summary-store.contract.ts';

const emptyTable = useEmbeddedTables();

const emptyLedger = async () => {
  const [orders, events] = await Promise.all([emptyTable(), emptyTable(eventsTable)]);
  const { client, tableName: ordersTable } = orders;
  const { tableName } = events;
  const ledger: Ledger = {
    summaries: createDynamoOrderSummaryStore({ client, ordersTable, eventsTable: tableName }),
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

  it('writes one item each for event, order and customer, the event’s for 35 days', async () => {
    await ledger.summaries.record(anEntry(), calmly);
    const items = await itemsOf(ledger.ordersTable);
    expect(items.map(({ pk, sk, ttl }) => `${pk} ${sk} ${ttl}`).sort()).toEqual([
      `INBOX#order-summary#${id}:1:1 INBOX ${Date.parse('2026-08-05T12:00:01.000Z') / 1_000}`,
      `ORDER#${id} SUMMARY undefined`,
      'SUMMARY#alice SUMMARY undefined',
    ]);
  });

  it('says in the outbox when a version came back first', async () => {
    await ledger.store(aPlacement().event);
    await ledger.summaries.record(anEntry(), calmly);
    const event = { orderId: id, orderVersion: 1, n: 1 };
    await ledger.summaries.confirmReceipt(event, '2026-07-02T12:00:00.000Z', calmly);
    const [item] = await itemsOf(ledger.eventsTable);
    expect(item?.['receivedAt']).toBe(anEntry().receivedAt);
  });

  it('refuses an event that is in the inbox, though the order’s progress is lost', async () => {
    await ledger.summaries.record(anEntry(), calmly);
    await ledger.client.send(
      new DeleteCommand({ TableName: ledger.ordersTable, Key: progressKey(id) }),
      calmly,
    );
    expect(await ledger.summaries.record(anEntry(), calmly)).toBe(false);
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
    await put({ ...summaryKey('alice'), customerId: 'alice', updatedAt: anEntry().receivedAt, loyalty: 7 });
    await ledger.summaries.record(anEntry(), calmly);
    expect(await ledger.summaries.findSummary('alice', calmly)).toMatchObject({ orders: { pending: 1 } });
    const stored = (await itemsOf(ledger.ordersTable)).find(({ pk }) => pk === 'SUMMARY#alice');
    expect(stored).toMatchObject({ loyalty: 7 });
  });

  it('ends every call whose deadline has passed as SYS-003', async () => {
    const { summaries } = ledger;
    const options = aCall({ signal: AbortSignal.abort() });
    const results = await Promise.allSettled([
      summaries.findProgress(id, options),
      summaries.record(anEntry(), options),
      summaries.confirmReceipt(anEntry().event, anEntry().receivedAt, options),
      summaries.findSummary('alice', options),
    ]);
    for (const result of results) expect(result).toMatchObject({ reason: { code: 'SYS-003' } });
  });
});
