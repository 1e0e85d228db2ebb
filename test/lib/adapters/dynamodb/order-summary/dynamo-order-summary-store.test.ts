import { PutCommand, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { toEventItem } from '../../../../../lib/adapters/dynamodb/event-item.ts';
import {
  orderKey,
  progressKey,
  summaryKey,
  summaryShardKey,
  undeliveredPartitions,
} from '../../../../../lib/adapters/dynamodb/keys.ts';
import { createDynamoOrderSummaryStore } from '../../../../../lib/adapters/dynamodb/order-summary/dynamo-order-summary-store.ts';
import { createDynamoReceiptStore } from '../../../../../lib/adapters/dynamodb/outbox/dynamo-receipt-store.ts';
import type { SummaryEntry } from '../../../../../lib/app/ports/order-summary-store.ts';
import { eventsTable } from '../../../../../lib/contract/tables.ts';
import { aCall } from '../../../../builders/a-call.ts';
import { anOrder } from '../../../../builders/an-order.ts';
import { orderIdOf } from '../../../../builders/order-id-of.ts';
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
  const record = async (entry: SummaryEntry) => {
    const { summaries } = ledger;
    const found = await summaries.findProgress(entry.event.orderId, entry.change?.customerId, calmly);
    return found.record(entry, calmly);
  };
  const put = (Item: Record<string, unknown>) =>
    ledger.client.send(new PutCommand({ TableName: ledger.ordersTable, Item }), calmly);
  const itemsOf = async (TableName: string) =>
    (await ledger.client.send(new ScanCommand({ TableName }), calmly)).Items ?? [];

  it('writes one item, which holds the numbers of the summary and the progress of the order', async () => {
    await record(anEntry());
    await record(aConfirmation());
    const items = await itemsOf(ledger.ordersTable);
    const expected = [summaryShardKey('alice', id)];
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
      expect(await record(aConfirmation())).toBe(true);
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

  describe('when the part of the summary is full', () => {
    /** Orders that one part counts, in the order of their ids. */
    const { sk } = summaryShardKey('alice', orderIdOf(0));
    const ids = Array.from({ length: 1_500 }, (_, n) => orderIdOf(n)).filter(
      (orderId) => summaryShardKey('alice', orderId).sk === sk,
    );
    const placed = (n: number) => anEntry({ event: { orderId: ids[n] ?? '', orderVersion: 1, n: 1 } });
    const ended = (n: number) =>
      aConfirmation({
        event: { orderId: ids[n] ?? '', orderVersion: 2, n: 1 },
        order: { status: 'delivered', isPaid: true, total: anOrder().total },
      });
    const placeOf = async (n: number) => {
      const items = await itemsOf(ledger.ordersTable);
      if (items.some((item) => item['pk'] === progressKey(ids[n] ?? '').pk)) return 'apart';
      return items.some((item) => `order#${ids[n]}` in item) ? 'together' : 'nowhere';
    };
    const places = () => Promise.all([0, 1, 2, 3, 4].map(placeOf));

    it('moves the progress of a finished order to an item of its own', async () => {
      for (const n of [0, 1, 2]) await record(placed(n));
      await record(ended(1));
      expect(await record(placed(3))).toBe(true);
      expect(await places()).toEqual(['together', 'apart', 'together', 'together', 'nowhere']);
      expect(await record(placed(4))).toBe(true);
      expect(await places()).toEqual(['together', 'apart', 'together', 'together', 'apart']);
      for (const n of [3, 4]) expect(await record(ended(n))).toBe(true);
      const found = await ledger.summaries.findProgress(ids[1] ?? '', 'alice', calmly);
      expect(found.progress).toMatchObject({ last: ended(1).event, order: { status: 'delivered' } });
    });

    it('records an event once that was read before its order got an item of its own', async () => {
      const early = await ledger.summaries.findProgress(ids[0] ?? '', 'alice', calmly);
      for (const n of [0, 1, 2]) await record(placed(n));
      await record(ended(0));
      await record(placed(3));
      expect(await placeOf(0)).toBe('apart');
      const before = await ledger.summaries.findSummary('alice', calmly);
      expect(await early.record(placed(0), calmly)).toBe(false);
      expect(await ledger.summaries.findSummary('alice', calmly)).toEqual(before);
    });

    it('does not lose an event of the finished order that comes while it moves', async () => {
      for (const n of [0, 1, 2]) await record(placed(n));
      await record(ended(0));
      const moving = await ledger.summaries.findProgress(ids[3] ?? '', 'alice', calmly);
      const late = { ...ended(0), event: { orderId: ids[0] ?? '', orderVersion: 3, n: 1 } };
      expect(await record(late)).toBe(true);
      expect(await moving.record(placed(3), calmly)).toBe(false);
      expect(await record(placed(3))).toBe(true);
      const found = await ledger.summaries.findProgress(ids[0] ?? '', 'alice', calmly);
      expect(found.progress?.last).toEqual(late.event);
    });
  });

  it('finds the progress of an order by the order when its event lacks the customer', async () => {
    await put({ ...orderKey(id), customerId: 'alice' });
    await record(anEntry());
    const found = await ledger.summaries.findProgress(id, undefined, calmly);
    expect(found.progress?.last).toEqual(anEntry().event);
    const event = aConfirmation().event;
    const passedOver = { event, isComplete: true, order: found.progress?.order, receivedAt: 'later' };
    expect(await found.record(passedOver, calmly)).toBe(true);
    expect((await ledger.summaries.findProgress(id, 'alice', calmly)).progress?.last).toEqual(event);
  });

  it('names an item that is malformed', async () => {
    await put({ ...progressKey(id), last: { orderId: id, orderVersion: 0, n: 1 }, isComplete: true });
    await put({ ...summaryKey('alice'), customerId: 'alice', updatedAt: 'today', orders_pending: 1.5 });
    await expect(ledger.summaries.findProgress(id, 'alice', calmly)).rejects.toThrow(
      `item ORDER#${id} SUMMARY is malformed: last.orderVersion`,
    );
    await expect(ledger.summaries.findSummary('alice', calmly)).rejects.toThrow(
      /item SUMMARY#alice SUMMARY is malformed: orders.pending.*updatedAt/,
    );
  });

  it('keeps attributes that a newer version has added', async () => {
    const key = summaryShardKey('alice', id);
    await put({ ...key, customerId: 'alice', updatedAt: anEntry().receivedAt, loyalty: 7 });
    await record(anEntry());
    expect(await ledger.summaries.findSummary('alice', calmly)).toMatchObject({ orders: { pending: 1 } });
    const stored = (await itemsOf(ledger.ordersTable)).find(({ pk }) => pk === 'SUMMARY#alice');
    expect(stored).toMatchObject({ loyalty: 7, orders_pending: 1 });
  });

  it('ends every call whose deadline has passed as SYS-003', async () => {
    const { summaries } = ledger;
    const found = await summaries.findProgress(id, 'alice', calmly);
    const options = aCall({ signal: AbortSignal.abort() });
    const results = await Promise.allSettled([
      summaries.findProgress(id, 'alice', options),
      summaries.findStored(anEntry().event, options),
      found.record(anEntry(), options),
      summaries.findSummary('alice', options),
    ]);
    for (const result of results) expect(result).toMatchObject({ reason: { code: 'SYS-003' } });
  });
});
